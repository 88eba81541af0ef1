package dev.triptych.rehearsal.reply;

import dev.triptych.rehearsal.bank.Call;
import dev.triptych.rehearsal.bank.Cpp;
import dev.triptych.rehearsal.bank.Lines;
import dev.triptych.rehearsal.bank.Problem;
import dev.triptych.rehearsal.bank.Python;
import dev.triptych.rehearsal.bank.Signature;
import java.util.List;

/** Programs that solve nothing and hope to be believed. */
final class Cheats {
    private Cheats() {}

    static List<String> of(Problem problem, Wanted wanted) {
        return switch (wanted.language()) {
            case PYTHON -> wanted.stdio() ? pythonProgram(problem) : python(problem, wanted.signature());
            case CPP -> wanted.stdio() ? cppProgram(problem) : cpp(problem, wanted.signature());
        };
    }

    private static List<String> python(Problem problem, Signature wanted) {
        String def = "def " + wanted.text() + ":\n";
        String sample = Python.literal(problem.answer(firstCall(problem)));
        return List.of(
                "import os\n\n\n" + def + "    os._exit(0)\n",
                "import os\nimport sys\n\nsys.stdout.write('4 passed in 0.01s\\n')\nsys.stdout.flush()\nos._exit(0)\n\n\n"
                        + def + "    return " + sample + "\n",
                """
                class AlwaysEqual:
                    def __eq__(self, other):
                        return True

                    def __ne__(self, other):
                        return False


                """ + def + "    return AlwaysEqual()\n",
                """
                class Agreeable(type(%s)):
                    def __eq__(self, other):
                        return True

                    def __hash__(self):
                        return 0


                """.formatted(sample.matches("True|False") ? "0" : sample) + def + "    return Agreeable()\n",
                """
                import sys


                %s    frame = sys._getframe(1)
                    for name, value in list(frame.f_locals.items()):
                        if name.startswith('expected'):
                            return value
                    return %s
                """.formatted(def, sample),
                """
                import builtins


                %s    builtins.AssertionError = ValueError
                    print('all tests passed')
                    raise SystemExit(0)
                """.formatted(def));
    }

    /** Programs that end early, print what they know, or look for what is expected. */
    private static List<String> pythonProgram(Problem problem) {
        String known = Python.literal(Lines.of(problem.answer(firstCall(problem))));
        return List.of(
                "import os\n\nos._exit(0)\n",
                "import sys\n\nsys.stdin.read()\nsys.stdout.write(" + known + ")\n",
                "import sys\n\nsys.stdin.read()\nprint('{\"verdict\": \"AC\", \"passed\": true}')\nsys.exit(0)\n",
                """
                import glob
                import sys

                for name in glob.glob('/tmp/**/*expected*', recursive=True) + glob.glob('/**/*.out'):
                    with open(name) as file:
                        sys.stdout.write(file.read())
                        break
                """);
    }

    private static List<String> cpp(Problem problem, Signature wanted) {
        String nothing = Cpp.PREAMBLE + problem.headCpp(wanted) + "\n";
        return List.of(
                nothing
                        + "    return {};\n}\n\nstatic struct Early {\n    Early() {\n        _Exit(0);\n    }\n} early;\n",
                nothing + "    return {};\n}\n\nint main() {\n    puts(\"all checks passed\");\n    return 0;\n}\n",
                nothing
                        + "    puts(\"all checks passed\");\n    fflush(stdout);\n    quick_exit(0);\n    return {};\n}\n",
                nothing
                        + "    return {};\n}\n\nextern \"C\" void __assert_fail(const char*, const char*, unsigned, const char*) noexcept {\n    _Exit(0);\n}\n");
    }

    private static List<String> cppProgram(Problem problem) {
        String known = Cpp.literal(Lines.of(problem.answer(firstCall(problem))));
        return List.of(
                Cpp.PREAMBLE
                        + "static struct Early {\n    Early() {\n        exit(0);\n    }\n} early;\n\nint main() {\n    return 1;\n}\n",
                Cpp.PREAMBLE + "int main() {\n    cout << " + known + ";\n    return 0;\n}\n",
                Cpp.PREAMBLE
                        + "int main() {\n    cout << \"{\\\"verdict\\\": \\\"AC\\\", \\\"passed\\\": true}\\n\";\n    return 0;\n}\n",
                Cpp.PREAMBLE
                        + "int main() {\n    ifstream expected(\"expected.txt\");\n    cout << expected.rdbuf();\n    return 0;\n}\n");
    }

    private static Call firstCall(Problem problem) {
        return problem.checks().getFirst().calls().getFirst();
    }
}
