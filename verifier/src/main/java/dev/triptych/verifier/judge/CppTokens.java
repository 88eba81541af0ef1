package dev.triptych.verifier.judge;

import java.util.ArrayList;
import java.util.List;

/** The tokens of a C++ source, as far as it takes to find calls and their arguments. Nothing is expanded. */
final class CppTokens {
    /** @param directive whether it stands in a preprocessor directive */
    record Token(Kind kind, int start, int end, String text, boolean directive) {
        boolean is(String other) {
            return text.equals(other);
        }
    }

    enum Kind {
        NAME,
        NUMBER,
        STRING,
        CHARACTER,
        SIGN
    }

    private static final List<String> TWO =
            List.of("==", "!=", "<=", ">=", "&&", "||", "->", "::", "<<", ">>", "++", "--");
    private static final int RAW_DELIMITER_CHARS_MAX = 16;

    private final String source;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean directive;
    private boolean lineStart = true;

    private CppTokens(String source) {
        this.source = source;
    }

    static List<Token> of(String source) {
        CppTokens tokens = new CppTokens(source);
        while (tokens.at < source.length()) {
            tokens.step();
        }
        return tokens.tokens;
    }

    private void step() {
        char c = source.charAt(at);
        if (c == '\n') {
            directive = false;
            lineStart = true;
            at++;
        } else if (c == '\\' && newlineAfter(at + 1) > 0) {
            at = newlineAfter(at + 1);
        } else if (Character.isWhitespace(c)) {
            at++;
        } else if (source.startsWith("//", at)) {
            at = endOfLine(at);
        } else if (source.startsWith("/*", at)) {
            int end = source.indexOf("*/", at + 2);
            at = end < 0 ? source.length() : end + 2;
        } else {
            if (c == '#' && lineStart) {
                directive = true;
            }
            lineStart = false;
            token(c);
        }
    }

    private void token(char c) {
        if (Character.isJavaIdentifierStart(c)) {
            name();
        } else if (Character.isDigit(c)
                || c == '.' && at + 1 < source.length() && Character.isDigit(source.charAt(at + 1))) {
            number();
        } else if (c == '"' || c == '\'') {
            quoted(at, c);
        } else {
            boolean two = at + 2 <= source.length() && TWO.contains(source.substring(at, at + 2));
            add(Kind.SIGN, at, at + (two ? 2 : 1));
        }
    }

    private void name() {
        int end = at;
        while (end < source.length() && Character.isJavaIdentifierPart(source.charAt(end))) {
            end++;
        }
        String name = source.substring(at, end);
        char next = end < source.length() ? source.charAt(end) : ' ';
        if (next == '"' && List.of("R", "LR", "uR", "UR", "u8R").contains(name)) {
            raw(end);
        } else if ((next == '"' || next == '\'') && List.of("L", "u", "U", "u8").contains(name)) {
            quoted(end, next);
        } else {
            add(Kind.NAME, at, end);
        }
    }

    /** With quotes between digits, and the letters of every suffix. */
    private void number() {
        int end = at + 1;
        while (end < source.length()) {
            char c = source.charAt(end);
            char before = source.charAt(end - 1);
            boolean separator =
                    c == '\'' && end + 1 < source.length() && Character.isLetterOrDigit(source.charAt(end + 1));
            boolean sign = (c == '+' || c == '-') && "eEpP".indexOf(before) >= 0 && !source.startsWith("0x", at);
            if (!separator && !sign && c != '.' && !Character.isJavaIdentifierPart(c)) {
                break;
            }
            end++;
        }
        add(Kind.NUMBER, at, end);
    }

    private void quoted(int open, char quote) {
        int end = open + 1;
        while (end < source.length() && source.charAt(end) != quote && source.charAt(end) != '\n') {
            end += source.charAt(end) == '\\' ? 2 : 1;
        }
        add(quote == '"' ? Kind.STRING : Kind.CHARACTER, at, Math.min(end + 1, source.length()));
    }

    private void raw(int quote) {
        int open = source.indexOf('(', quote);
        if (open < 0 || open - quote - 1 > RAW_DELIMITER_CHARS_MAX) {
            quoted(quote, '"');
            return;
        }
        String close = ")" + source.substring(quote + 1, open) + "\"";
        int end = source.indexOf(close, open);
        add(Kind.STRING, at, end < 0 ? source.length() : end + close.length());
    }

    private void add(Kind kind, int start, int end) {
        tokens.add(new Token(kind, start, end, source.substring(start, end), directive));
        at = end;
    }

    private int endOfLine(int from) {
        int end = from;
        while (end < source.length() && source.charAt(end) != '\n') {
            end += source.charAt(end) == '\\' && newlineAfter(end + 1) > 0 ? 2 : 1;
        }
        return Math.min(end, source.length());
    }

    /** Position behind a line's end that stands at {@code from}; 0 where none does. */
    private int newlineAfter(int from) {
        if (source.startsWith("\r\n", from)) {
            return from + 2;
        }
        return source.startsWith("\n", from) ? from + 1 : 0;
    }
}
