package dev.triptych.rewriter.completion;

import dev.triptych.contracts.EntryPoint;
import dev.triptych.rewriter.completion.PromptReading.Readable;
import dev.triptych.rewriter.completion.PromptReading.Unreadable;
import dev.triptych.syntax.Fence;
import dev.triptych.syntax.Fences;
import dev.triptych.syntax.PythonFunction;
import dev.triptych.syntax.PythonSource;
import dev.triptych.syntax.Reply;
import java.util.List;
import java.util.Optional;

/** Reads a completion prompt out of a reply: the last fence that parses, its one function, its head. */
public final class PromptReader {
    private static final String EMPTY_BODY = "    pass\n";

    private PromptReader() {}

    /** @param thinking content of the teacher's separate reasoning field, if it has one */
    public static PromptReading read(String text, Optional<String> thinking, EntryPoint entryPoint) {
        Reply reply = Reply.split(text, thinking);
        if (reply.thinking() instanceof Reply.Thinking.Unclosed) {
            return new Unreadable("no-code", "the reasoning never ends");
        }
        List<String> blocks = Fences.of(reply.answer()).reversed().stream()
                .filter(fence -> fence.closed() && fence.mayBePython())
                .map(Fence::code)
                .filter(code -> !code.isBlank())
                .toList();
        if (blocks.isEmpty()) {
            return new Unreadable("no-code", "no closed fence");
        }
        return blocks.stream()
                .map(PromptReader::parsed)
                .filter(PythonSource::parses)
                .findFirst()
                .map(source -> shaped(source, entryPoint))
                .orElseGet(() -> new Unreadable("syntax", "no fence parses"));
    }

    /** A function without any body is not Python: it gets one that does nothing. */
    private static PythonSource parsed(String code) {
        PythonSource asWritten = PythonSource.parse(code);
        return asWritten.parses() ? asWritten : PythonSource.parse(code.stripTrailing() + "\n" + EMPTY_BODY);
    }

    private static PromptReading shaped(PythonSource source, EntryPoint entryPoint) {
        Optional<PythonFunction> function = source.function(entryPoint.name());
        if (function.isEmpty()) {
            return new Unreadable("signature", "does not define " + entryPoint.name());
        }
        int imports = CompletionPrompt.imports(source).size();
        boolean plain = function.get()
                .node()
                .parent()
                .filter(above -> above.is("module"))
                .isPresent();
        if (!plain || source.root().namedChildren().size() != imports + 1) {
            return new Unreadable("signature", "more than imports and one plain function");
        }
        if (!Parameters.of(function.get()).equals(Parameters.of(entryPoint))) {
            return new Unreadable("signature", "other parameters than " + entryPoint.signature());
        }
        boolean described =
                function.get().docstring().filter(text -> !text.isBlank()).isPresent();
        return described
                ? new Readable(new CompletionPrompt(source, function.get()))
                : new Unreadable("no-docstring", "the function has no docstring");
    }
}
