package dev.triptych.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds the code blocks of a Markdown text, by backticks and by tildes. Where an opening fence stands inside an open
 * block, both readings are returned: the one of CommonMark, in which it is text, and the one in which blocks nest.
 */
public final class Fences {
    private static final int FENCES_MAX = 200;
    private static final int CHARS_MAX = 1 << 20;
    private static final Pattern FENCE = Pattern.compile("([ \\t>]*)(`{3,}|~{3,})[ \\t]*(.*)");

    /** @param close index of the closing line; the number of lines when there is none */
    private record Block(int open, int close, Mark mark) {}

    private record Mark(String indent, char sign, int length, String info) {
        boolean closes(Mark opened) {
            return sign == opened.sign && length >= opened.length && info.isEmpty();
        }

        boolean opens() {
            return sign == '~' || info.indexOf('`') < 0;
        }
    }

    private Fences() {}

    /**
     * The blocks in the order in which they end, inner before outer. Line ends may be {@code \n}, {@code \r\n} or
     * {@code \r}. At most the first 1 MiB and 200 blocks are read.
     */
    public static List<Fence> of(String markdown) {
        String bounded = markdown.length() > CHARS_MAX ? markdown.substring(0, CHARS_MAX) : markdown;
        List<String> lines = bounded.lines().toList();
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Block block : read(lines, false)) {
            blocks.putIfAbsent(block.open + ":" + block.close, block);
        }
        for (Block block : read(lines, true)) {
            blocks.putIfAbsent(block.open + ":" + block.close, block);
        }
        return blocks.values().stream()
                .sorted(Comparator.comparingInt(Block::close)
                        .thenComparing(Comparator.comparingInt(Block::open).reversed()))
                .limit(FENCES_MAX)
                .map(block -> fence(lines, block))
                .toList();
    }

    /** The text with all code blocks overwritten by blanks, as CommonMark reads them; every offset stays the same. */
    static String blanked(String markdown) {
        StringBuilder visible = new StringBuilder(markdown);
        Mark opened = null;
        int start = 0;
        while (start < markdown.length()) {
            int newline = markdown.indexOf('\n', start);
            int end = newline < 0 ? markdown.length() : newline;
            Mark mark = mark(markdown.substring(start, end).stripTrailing());
            boolean inside = opened != null;
            if (opened != null && mark != null && mark.closes(opened)) {
                opened = null;
            } else if (opened == null && mark != null && mark.opens()) {
                opened = mark;
            }
            for (int i = start; inside && i < end; i++) {
                visible.setCharAt(i, ' ');
            }
            start = end + 1;
        }
        return visible.toString();
    }

    private static @Nullable Mark mark(String line) {
        // Nearly every line is none, and a pattern is slow in saying so.
        if (!line.contains("```") && !line.contains("~~~")) {
            return null;
        }
        Matcher matcher = FENCE.matcher(line);
        return matcher.matches()
                ? new Mark(
                        matcher.group(1),
                        matcher.group(2).charAt(0),
                        matcher.group(2).length(),
                        matcher.group(3).strip())
                : null;
    }

    private static List<Block> read(List<String> lines, boolean nesting) {
        List<Block> blocks = new ArrayList<>();
        Deque<Map.Entry<Integer, Mark>> open = new ArrayDeque<>();
        for (int i = 0; i < lines.size() && blocks.size() + open.size() < FENCES_MAX; i++) {
            Mark mark = mark(lines.get(i));
            if (mark == null) {
                continue;
            }
            if (!open.isEmpty() && mark.closes(open.peek().getValue())) {
                Map.Entry<Integer, Mark> opened = open.pop();
                blocks.add(new Block(opened.getKey(), i, opened.getValue()));
            } else if (mark.opens() && (open.isEmpty() || (nesting && !mark.info.isEmpty()))) {
                open.push(Map.entry(i, mark));
            }
        }
        open.forEach(opened -> blocks.add(new Block(opened.getKey(), lines.size(), opened.getValue())));
        return blocks;
    }

    private static Fence fence(List<String> lines, Block block) {
        StringBuilder code = new StringBuilder();
        for (String line : lines.subList(block.open + 1, block.close)) {
            code.append(withoutIndent(line, block.mark.indent)).append('\n');
        }
        return new Fence(language(block.mark.info), code.toString(), block.close < lines.size(), block.open + 1);
    }

    private static String withoutIndent(String line, String indent) {
        int i = 0;
        while (i < indent.length() && i < line.length() && line.charAt(i) == indent.charAt(i)) {
            i++;
        }
        return line.substring(i);
    }

    private static String language(String info) {
        String word = info.replaceAll("[{}]", " ").strip().split("[\\s,:;]", 2)[0];
        return (word.startsWith(".") ? word.substring(1) : word).toLowerCase(Locale.ROOT);
    }
}
