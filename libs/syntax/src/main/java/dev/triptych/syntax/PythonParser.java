package dev.triptych.syntax;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.treesitter.TSInputEncoding;
import org.treesitter.TSLanguage;
import org.treesitter.TSNode;
import org.treesitter.TSParser;
import org.treesitter.TSTree;
import org.treesitter.TSTreeCursor;
import org.treesitter.TreeSitterPython;

/**
 * Parses by Tree-sitter and copies the tree to our heap before anyone sees it, so that native memory lives only inside
 * {@link #parse} and every thread has its own parser.
 */
final class PythonParser {
    /** Text longer than this is not read. */
    static final int BYTES_MAX = 1 << 20;

    private static final int NODES_MAX = 200_000;
    /** Tree-sitter's recovery from errors takes quadratic time on some hostile texts. */
    private static final Duration PARSE_MAX = Duration.ofSeconds(5);

    private static final int CHUNK_BYTES = 1 << 16;
    /** Parses, but only in Python 2. */
    private static final Set<String> NOT_PYTHON_3 = Set.of("print_statement", "exec_statement");

    /** A tree, or the reason why there is none; {@code root} is an empty module then. */
    record Parsed(PythonNode root, Optional<SyntaxProblem> problem) {}

    private final byte[] source;
    private final TSLanguage language = new TreeSitterPython();
    private final Map<Integer, String> types = new HashMap<>();
    private final Map<Integer, String> fields = new HashMap<>();
    private int line = 1;
    private int lineOffset;

    private PythonParser(byte[] source) {
        this.source = source;
    }

    static Parsed parse(String text) {
        byte[] source = text.getBytes(StandardCharsets.UTF_8);
        if (source.length > BYTES_MAX) {
            return unreadable(1, "longer than " + BYTES_MAX + " bytes");
        }
        int nul = text.indexOf('\0');
        if (nul >= 0) {
            return unreadable((int) text.substring(0, nul).lines().count(), "holds a NUL character");
        }
        return new PythonParser(source).parse();
    }

    private Parsed parse() {
        try (TSParser parser = new TSParser()) {
            parser.setLanguage(language);
            long startedAt = System.nanoTime();
            try (TSTree tree = parser.parseWithOptions(
                    new byte[CHUNK_BYTES],
                    null,
                    (chunk, offset, position) -> read(chunk, offset),
                    TSInputEncoding.TSInputEncodingUTF8,
                    state -> System.nanoTime() - startedAt > PARSE_MAX.toNanos())) {
                return tree == null ? unreadable(1, "too complex to parse") : copy(tree);
            }
        } finally {
            language.close();
        }
    }

    private int read(byte[] chunk, int offset) {
        int length = Math.min(chunk.length, source.length - offset);
        if (length <= 0) {
            return 0;
        }
        System.arraycopy(source, offset, chunk, 0, length);
        return length;
    }

    private Parsed copy(TSTree tree) {
        TSNode nativeRoot = tree.getRootNode();
        PythonNode root = node(nativeRoot, 0, null);
        SyntaxProblem problem = nativeRoot.hasError() ? new SyntaxProblem(1, "invalid syntax") : null;
        boolean located = false;
        int nodes = 1;
        try (TSTreeCursor cursor = new TSTreeCursor(nativeRoot)) {
            PythonNode above = root;
            boolean more = cursor.gotoFirstChild();
            while (more) {
                if (++nodes > NODES_MAX) {
                    return unreadable(1, "more than " + NODES_MAX + " syntax nodes");
                }
                TSNode current = cursor.currentNode();
                PythonNode copy = node(current, cursor.currentFieldId(), above);
                above.add(copy);
                if (!located && (current.isError() || current.isMissing())) {
                    problem = new SyntaxProblem(copy.line(), "invalid syntax");
                    located = true;
                }
                if (cursor.gotoFirstChild()) {
                    above = copy;
                    continue;
                }
                while (!(more = cursor.gotoNextSibling()) && above != root) {
                    cursor.gotoParent();
                    above = above.parent().orElseThrow();
                }
            }
        }
        Optional<SyntaxProblem> found = Optional.ofNullable(problem).or(() -> tolerated(root));
        return new Parsed(root, found);
    }

    private PythonNode node(TSNode node, int fieldId, @Nullable PythonNode above) {
        String type = types.computeIfAbsent(node.getSymbol(), symbol -> node.getType());
        String field = fieldId == 0 ? null : fields.computeIfAbsent(fieldId, language::fieldNameForId);
        int start = node.getStartByte();
        return new PythonNode(source, type, field, node.isNamed(), start, node.getEndByte(), lineAt(start), above);
    }

    /** Nodes come in the order of the source, so one pass over it counts all lines. */
    private int lineAt(int offset) {
        while (lineOffset < offset) {
            if (source[lineOffset++] == '\n') {
                line++;
            }
        }
        return line;
    }

    /** What Tree-sitter's grammar lets through and Python 3 does not. */
    private static Optional<SyntaxProblem> tolerated(PythonNode root) {
        for (PythonNode node : root.tree()) {
            if (NOT_PYTHON_3.contains(node.type())) {
                return Optional.of(new SyntaxProblem(node.line(), "not Python 3: " + node.type()));
            }
            if (node.is("block") && node.namedChildren().isEmpty()) {
                return Optional.of(new SyntaxProblem(node.line(), "a block without a statement"));
            }
        }
        return Optional.empty();
    }

    private static Parsed unreadable(int line, String message) {
        PythonNode empty = new PythonNode(new byte[0], "module", null, true, 0, 0, 1, null);
        return new Parsed(empty, Optional.of(new SyntaxProblem(Math.max(1, line), message)));
    }

    /** Kept here so that callers need no access to the grammar's lists. */
    static List<String> statementTypes() {
        return List.of(
                "expression_statement",
                "return_statement",
                "assert_statement",
                "raise_statement",
                "pass_statement",
                "break_statement",
                "continue_statement",
                "delete_statement",
                "global_statement",
                "nonlocal_statement",
                "import_statement",
                "import_from_statement",
                "future_import_statement",
                "type_alias_statement",
                "if_statement",
                "for_statement",
                "while_statement",
                "try_statement",
                "with_statement",
                "match_statement",
                "function_definition",
                "class_definition",
                "elif_clause",
                "else_clause",
                "except_clause",
                "finally_clause",
                "case_clause");
    }
}
