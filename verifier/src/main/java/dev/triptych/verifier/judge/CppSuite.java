package dev.triptych.verifier.judge;

import dev.triptych.verifier.judge.CppTokens.Kind;
import dev.triptych.verifier.judge.CppTokens.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A suite of C++ assertions, read without compiling it: where its asserts are, which of them must be reached, and the
 * source with each assert turned into a report to the judge (see {@code checks.c}).
 *
 * @param problem why it cannot be judged
 * @param source what is compiled; its lines are those of the suite
 */
record CppSuite(Optional<String> problem, String source, List<Site> sites) {
    private static final int SITES_MAX = 4_000;
    private static final int TEXT_CHARS_MAX = 200;
    /**
     * Declared inside the expression, so that nothing stands before the first include, which may be precompiled; under a
     * fixed name, whatever namespace that is in.
     */
    private static final String PRELUDE = "#define TRIPTYCH_SAY_(site, held) (__extension__({"
            + " extern void triptych_check(int, bool) __asm__(\"triptych_check\");"
            + " triptych_check(site, held); }))\n"
            + "#define TRIPTYCH_CHECK_(site, e) TRIPTYCH_SAY_(site, (static_cast<bool>(e)))\n"
            + "#define TRIPTYCH_CANARY_(site, e, m) (__extension__({"
            + " extern bool triptych_canary(int) __asm__(\"triptych_canary\");"
            + " if (triptych_canary(site)) TRIPTYCH_CHECK_(site, m); else TRIPTYCH_CHECK_(site, e); }))\n"
            + "#line 1 \"tests.cpp\"\n";

    private static final Set<String> OPENING = Set.of("(", "[", "{");
    private static final Set<String> CLOSING = Set.of(")", "]", "}");
    /** Weaker than a comparison, or another one: with these beside it, a literal does not decide alone. */
    private static final Set<String> OTHER_OPERATORS =
            Set.of("!=", "<", ">", "<=", ">=", "&&", "||", "?", ",", "&", "|", "^", "=", "and", "or", "<<", ">>");

    private static final Set<String> LEAVES = Set.of("return", "goto", "co_return", "throw");

    CppSuite {
        sites = List.copyOf(sites);
    }

    /**
     * One assert.
     *
     * @param id for people: its line
     * @param required whether main reaches it on every way to its end
     * @param canary whether it can be turned into a check that must fail
     * @param text of its condition, shortened
     */
    record Site(String id, boolean required, boolean canary, String text) {}

    static CppSuite read(String tests) {
        return new Reader(tests).read();
    }

    private static final class Reader {
        private final String tests;
        private final List<Token> tokens;
        private final List<Site> sites = new ArrayList<>();
        private final Map<Integer, Integer> perLine = new HashMap<>();
        private final StringBuilder out = new StringBuilder(PRELUDE);
        private int copied;
        private int line = 1;
        private int counted;
        private int conditionals;
        private int depth;
        /** Depth of main's statements while in main, else 0. */
        private int main;

        private boolean left;

        Reader(String tests) {
            this.tests = tests;
            this.tokens = CppTokens.of(tests);
        }

        CppSuite read() {
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                if (token.directive()) {
                    if (token.is("#") && startsConditional(i)) {
                        conditionals++;
                    } else if (token.is("#") && name(i + 1).equals("endif")) {
                        conditionals--;
                    } else if (name(i).equals("define") && name(i + 1).equals("assert")) {
                        return refused("defines assert");
                    }
                }
                if (token.is("assert") && text(i + 1).equals("(") && !isMember(i)) {
                    int close = closing(i + 1);
                    if (close < 0 || sites.size() == SITES_MAX) {
                        return refused(close < 0 ? "an assert without an end" : "more than " + SITES_MAX + " asserts");
                    }
                    site(i, close);
                    i = close;
                } else if (!token.directive()) {
                    follow(i, token);
                }
            }
            out.append(tests, copied, tests.length());
            return new CppSuite(Optional.empty(), out.toString(), sites);
        }

        private void follow(int i, Token token) {
            if (OPENING.contains(token.text())) {
                depth++;
            } else if (CLOSING.contains(token.text())) {
                depth--;
                if (main > 0 && depth < main) {
                    main = 0;
                }
            } else if (main > 0 && LEAVES.contains(token.text())) {
                left = true;
            }
            if (token.is("{") && depth == 1 && isMainBefore(i)) {
                main = 1;
            }
        }

        private void site(int name, int close) {
            Token last = tokens.get(close);
            int from = tokens.get(name + 1).end();
            String condition = tests.substring(from, last.start());
            int number = sites.size();
            Optional<String> mutated = mutated(name + 2, close);
            out.append(tests, copied, tokens.get(name).start());
            if (mutated.isPresent()) {
                out.append("TRIPTYCH_CANARY_(")
                        .append(number)
                        .append(", ")
                        .append(condition)
                        .append(", ");
                out.append(mutated.get()).append(')');
            } else {
                out.append("TRIPTYCH_CHECK_(")
                        .append(number)
                        .append(", ")
                        .append(condition)
                        .append(')');
            }
            copied = last.end();
            boolean required = main > 0
                    && depth == main
                    && !left
                    && conditionals == 0
                    && !tokens.get(name).directive()
                    && Set.of(";", "{", "}").contains(text(name - 1));
            int on = lineOf(tokens.get(name).start());
            int nth = perLine.merge(on, 1, Integer::sum);
            String id = "line-" + on + (nth == 1 ? "" : "-" + nth);
            sites.add(new Site(id, required, mutated.isPresent(), shortened(condition)));
        }

        /** The condition with its literal changed so that it cannot hold as well; for {@code call(…) == literal} only. */
        private Optional<String> mutated(int from, int to) {
            List<Integer> comparisons = new ArrayList<>();
            int inside = 0;
            for (int i = from; i < to; i++) {
                String text = text(i);
                if (OPENING.contains(text)) {
                    inside++;
                } else if (CLOSING.contains(text)) {
                    inside--;
                } else if (inside == 0 && text.equals("==")) {
                    comparisons.add(i);
                } else if (inside == 0 && OTHER_OPERATORS.contains(text)) {
                    return Optional.empty();
                }
            }
            if (comparisons.size() != 1
                    || tests.substring(start(from), start(to)).contains("\n")) {
                return Optional.empty();
            }
            int equals = comparisons.getFirst();
            String before = tests.substring(start(from), start(equals));
            String after = tests.substring(tokens.get(equals).end(), start(to));
            if (text(equals - 1).equals(")")) {
                return literal(equals + 1, to).map(other -> before + "== " + other);
            }
            return text(to - 1).equals(")")
                    ? literal(from, equals).map(other -> other + " ==" + after)
                    : Optional.empty();
        }

        /** Another value than the literal that these tokens are. */
        private Optional<String> literal(int from, int to) {
            boolean minus = to - from == 2 && text(from).equals("-");
            if (to - from != (minus ? 2 : 1)) {
                return Optional.empty();
            }
            Token token = tokens.get(to - 1);
            String text = token.text();
            return switch (token.kind()) {
                case NUMBER -> Optional.of(minus ? text : text.matches("0[0.]*[uUlLfF]*") ? "1" : "-" + text);
                case STRING -> minus || !text.startsWith("\"") ? Optional.empty() : Optional.of(text + " \"~\"");
                case CHARACTER -> minus || !text.startsWith("'") ? Optional.empty() : Optional.of("(" + text + " + 1)");
                case NAME ->
                    text.equals("true")
                            ? Optional.of("false")
                            : text.equals("false") ? Optional.of("true") : Optional.empty();
                case SIGN -> Optional.empty();
            };
        }

        private boolean startsConditional(int sharp) {
            return name(sharp + 1).startsWith("if");
        }

        private boolean isMember(int i) {
            boolean named = i > 1 && name(i - 1).equals("define");
            return named || Set.of(".", "->", "::").contains(text(i - 1));
        }

        /** {@code main(…) {}, main() -> int {}}. */
        private boolean isMainBefore(int brace) {
            int i = brace - 1;
            while (i > 0 && !text(i).equals(")") && !Set.of(";", "}", "{").contains(text(i))) {
                i--;
            }
            int inside = 0;
            for (; i > 0; i--) {
                inside += text(i).equals(")") ? 1 : text(i).equals("(") ? -1 : 0;
                if (inside == 0) {
                    return name(i - 1).equals("main");
                }
            }
            return false;
        }

        private int closing(int open) {
            int inside = 0;
            for (int i = open; i < tokens.size(); i++) {
                if (OPENING.contains(text(i))) {
                    inside++;
                } else if (CLOSING.contains(text(i)) && --inside == 0) {
                    return text(i).equals(")") ? i : -1;
                }
            }
            return -1;
        }

        private int lineOf(int position) {
            for (; counted < position; counted++) {
                line += tests.charAt(counted) == '\n' ? 1 : 0;
            }
            return line;
        }

        private int start(int i) {
            return tokens.get(i).start();
        }

        private String text(int i) {
            return i >= 0 && i < tokens.size() ? tokens.get(i).text() : "";
        }

        private String name(int i) {
            return i >= 0 && i < tokens.size() && tokens.get(i).kind() == Kind.NAME
                    ? tokens.get(i).text()
                    : "";
        }

        private static CppSuite refused(String problem) {
            return new CppSuite(Optional.of(problem), "", List.of());
        }

        private static String shortened(String condition) {
            String flat = condition.strip().replaceAll("\\s+", " ");
            return flat.length() <= TEXT_CHARS_MAX ? flat : flat.substring(0, TEXT_CHARS_MAX) + "…";
        }
    }
}
