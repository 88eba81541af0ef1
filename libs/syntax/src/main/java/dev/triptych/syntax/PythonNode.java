package dev.triptych.syntax;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A node of a Python syntax tree, named as in Tree-sitter's grammar. The tree lives on our heap and refers to nothing
 * native; it does not change once built, so threads may share it. All walks are loops: a tree may be deeper than any
 * stack.
 */
public final class PythonNode {
    private static final Set<String> TRIVIA = Set.of("comment", "line_continuation");
    private static final Set<String> CLOSERS = Set.of(")", "]", "}");

    private final byte[] source;
    private final String type;
    private final @Nullable String field;
    private final boolean named;
    private final int start;
    private final int end;
    private final int line;
    private final @Nullable PythonNode parent;
    private final List<PythonNode> children = new ArrayList<>(0);

    PythonNode(
            byte[] source,
            String type,
            @Nullable String field,
            boolean named,
            int start,
            int end,
            int line,
            @Nullable PythonNode parent) {
        this.source = source;
        this.type = type;
        this.field = field;
        this.named = named;
        this.start = start;
        this.end = end;
        this.line = line;
        this.parent = parent;
    }

    void add(PythonNode child) {
        children.add(child);
    }

    /** The grammar's name of this kind of node, for example {@code function_definition}. */
    public String type() {
        return type;
    }

    /** Whether this is a node of that type. */
    public boolean is(String wanted) {
        return type.equals(wanted);
    }

    /** False for keywords and punctuation. */
    public boolean named() {
        return named;
    }

    /** Byte offset in UTF-8. */
    public int start() {
        return start;
    }

    /** Byte offset in UTF-8, exclusive. */
    public int end() {
        return end;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    public Optional<PythonNode> parent() {
        return Optional.ofNullable(parent);
    }

    /** The field that this node fills in its parent. */
    public Optional<String> field() {
        return Optional.ofNullable(field);
    }

    /** All children, keywords and punctuation included. */
    public List<PythonNode> children() {
        return Collections.unmodifiableList(children);
    }

    /** The children without keywords, punctuation and comments. */
    public List<PythonNode> namedChildren() {
        return children.stream()
                .filter(child -> child.named && !TRIVIA.contains(child.type))
                .toList();
    }

    /** The first child in that field. */
    public Optional<PythonNode> child(String wantedField) {
        return children.stream()
                .filter(child -> wantedField.equals(child.field))
                .findFirst();
    }

    /** All children in that field. */
    public List<PythonNode> childrenIn(String wantedField) {
        return children.stream()
                .filter(child -> wantedField.equals(child.field))
                .toList();
    }

    /** The source text of this node. */
    public String text() {
        return new String(source, start, end - start, StandardCharsets.UTF_8);
    }

    /** This node and everything under it, in the order of the source. */
    public List<PythonNode> tree() {
        List<PythonNode> found = new ArrayList<>();
        Deque<PythonNode> open = new ArrayDeque<>();
        open.push(this);
        while (!open.isEmpty()) {
            PythonNode node = open.pop();
            found.add(node);
            for (int i = node.children.size() - 1; i >= 0; i--) {
                open.push(node.children.get(i));
            }
        }
        return found;
    }

    /** The nodes of that type in {@link #tree()}. */
    public List<PythonNode> all(String wanted) {
        return tree().stream().filter(node -> node.is(wanted)).toList();
    }

    /** The nearest node above this one that has one of these types. */
    public Optional<PythonNode> enclosing(Set<String> types) {
        for (PythonNode above = parent; above != null; above = above.parent) {
            if (types.contains(above.type)) {
                return Optional.of(above);
            }
        }
        return Optional.empty();
    }

    /** This node without the parentheses around it. */
    public PythonNode unwrapped() {
        PythonNode inner = this;
        while (inner.is("parenthesized_expression") && inner.namedChildren().size() == 1) {
            inner = inner.namedChildren().getFirst();
        }
        return inner;
    }

    /**
     * The tokens with one space between them: without comments, line breaks, trailing commas and differences of quotes.
     * Two pieces of code that differ only in layout have the same normal form.
     */
    public String normalised() {
        return String.join(" ", tokens(Set.of()));
    }

    /** As {@link #normalised()}, leaving out the subtrees of these types. */
    String normalisedWithout(Set<String> types) {
        return String.join(" ", tokens(types));
    }

    private List<String> tokens(Set<String> leftOut) {
        List<String> tokens = new ArrayList<>();
        Deque<PythonNode> open = new ArrayDeque<>();
        open.push(this);
        while (!open.isEmpty()) {
            PythonNode node = open.pop();
            if (TRIVIA.contains(node.type) || (node != this && leftOut.contains(node.type))) {
                continue;
            }
            if (node.is("string")) {
                tokens.add(node.unquoted());
            } else if (node.children.isEmpty()) {
                if (CLOSERS.contains(node.type) && node.followsTrailingComma()) {
                    tokens.removeLast();
                }
                tokens.add(node.text());
            } else {
                for (int i = node.children.size() - 1; i >= 0; i--) {
                    open.push(node.children.get(i));
                }
            }
        }
        tokens.removeIf(String::isEmpty);
        return tokens;
    }

    /** A comma before a closing bracket means nothing, but in a tuple of one. */
    private boolean followsTrailingComma() {
        if (parent == null) {
            return false;
        }
        List<PythonNode> before = parent.children.stream()
                .takeWhile(sibling -> sibling != this)
                .filter(sibling -> !TRIVIA.contains(sibling.type))
                .toList();
        return !before.isEmpty()
                && before.getLast().is(",")
                && !(parent.is("tuple") && parent.namedChildren().size() == 1);
    }

    private String unquoted() {
        String text = text();
        boolean plain = text.length() >= 2
                && text.startsWith("'")
                && !text.startsWith("'''")
                && text.indexOf('"') < 0
                && text.indexOf('\\') < 0;
        return plain ? '"' + text.substring(1, text.length() - 1) + '"' : text;
    }

    @Override
    public String toString() {
        return type + " at line " + line;
    }
}
