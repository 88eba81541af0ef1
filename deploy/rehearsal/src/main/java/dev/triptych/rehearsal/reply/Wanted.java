package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Cpp;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Signature;
import dev.triptych.rehearsal.bank.StdioForm;
import java.util.List;

/**
 * The program that a prompt asks for.
 *
 * @param stdio whether it is a program that reads and writes, instead of the function {@code signature}
 */
record Wanted(Language language, boolean stdio, Signature signature) {
    /** What programs are written in; {@code fence} is what its fence is called. */
    enum Language {
        /** Python 3. */
        PYTHON("python"),
        /** C++17. */
        CPP("cpp");

        private final String fence;

        Language(String fence) {
            this.fence = fence;
        }
    }

    String right(Problem problem) {
        Signature head = head(problem);
        return switch (language) {
            case PYTHON -> whole(problem.rightSolution(head), head);
            case CPP -> whole(problem.rightCpp(head), head);
        };
    }

    /** Each with a mistake. */
    List<String> wrong(Problem problem) {
        Signature head = head(problem);
        List<String> functions =
                switch (language) {
                    case PYTHON -> problem.wrongSolutions(head);
                    case CPP -> problem.wrongCpp(head);
                };
        return functions.stream().map(function -> whole(function, head)).toList();
    }

    /** For a question that is not in the bank: a program that runs and is plausible at a glance. */
    String guess() {
        String first =
                signature.arguments().isEmpty() ? "0" : signature.arguments().getFirst();
        return switch (language) {
            case PYTHON ->
                stdio
                        ? "import sys\n\nprint(sys.stdin.readline().strip())\n"
                        : "def " + signature.text() + ":\n    result = " + first + "\n    return result\n";
            case CPP ->
                Cpp.PREAMBLE
                        + (stdio
                                ? "int main() {\n    string line;\n    getline(cin, line);\n    cout << line << '\\n';\n}\n"
                                : "long long " + signature.name() + "(long long first) {\n    return first;\n}\n");
        };
    }

    String fenced(String source) {
        return "```" + language.fence + "\n" + source.strip() + "\n```\n";
    }

    private Signature head(Problem problem) {
        return stdio ? problem.signature(0) : signature;
    }

    private String whole(String function, Signature head) {
        return switch (language) {
            case PYTHON -> stdio ? StdioForm.python(function, head) : function;
            case CPP -> stdio ? StdioForm.cpp(function, head) : Cpp.PREAMBLE + function + "\n";
        };
    }
}
