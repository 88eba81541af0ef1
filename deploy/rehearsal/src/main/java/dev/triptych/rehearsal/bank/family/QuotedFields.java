package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;
import static dev.triptych.rehearsal.bank.Call.calls;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Splits a line with quoted fields. */
@Singleton
final class QuotedFields implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("quoted-fields")
                .entry("split_fields", "read_record", "parse_line")
                .takes("line: str")
                .gives("list[str]")
                .oneOf("separator", ",", ";", "|", ":", "/", "&")
                .oneOf("quote", "^", "~", "%", "!", "@")
                .wording("""
                        A record is a line of fields with the character $separator between them. A field that begins with the character $quote is quoted: it goes on to the next $quote that is not doubled, may have separators inside, and two of these characters in a row inside stand for one of them; the characters that enclose it do not belong to it. In other fields that character has no meaning, and white space is always kept. Write a Python function `$signature` that returns the fields of `line`; an empty line has no fields. Every quoted field is closed, and behind it come a separator or the end of the line.
                        """)
                .wording("""
                        Implement `$signature`: take a line of an export apart. Its values are separated by $separator; between two separators, before the first and behind the last one the value may be empty. A value whose first character is $quote ends at the closing $quote instead, can contain separators, and shows the character itself by writing it twice; opening and closing character are not part of the value. Return the values of `line` in their order, nothing if the line has no characters at all. Quoted values are always closed properly, spaces are characters as others.
                        """)
                .solution("""
                        def $signature:
                            if not line:
                                return []
                            fields = []
                            at = 0
                            while at <= len(line):
                                field = ''
                                if line[at:at + 1] == $quote:
                                    at += 1
                                    while line[at] != $quote or line[at:at + 2] == $quote * 2:
                                        at += 2 if line[at] == $quote else 1
                                        field += line[at - 1]
                                    at += 1
                                else:
                                    while at < len(line) and line[at] != $separator:
                                        field += line[at]
                                        at += 1
                                fields.append(field)
                                at += 1
                            return fields
                        """)
                .slip("while at <= len(line):", "while at < len(line):")
                .slip(" or line[at:at + 2] == $quote * 2", "")
                .slip("                field += line[at - 1]", "                field += line[at - 1].strip() or '_'")
                .slip("field += line[at]\n", "field += line[at].strip()\n")
                .check("no_field", p -> calls(call(""), call("a"), call(p.word("separator"))))
                .check(
                        "plain",
                        p -> calls(
                                call(join(p, "one", "two", "three")),
                                call(join(p, "", "x", "", "")),
                                call(join(p, " a b ", "c d"))))
                .check(
                        "quoted",
                        p -> calls(
                                call(join(p, quoted(p, "one"), "two")),
                                call(join(p, "a", quoted(p, join(p, "b", "c")), "d")),
                                call(quoted(p, "")),
                                call(quoted(p, " x y "))))
                .check("doubled", QuotedFields::doubled)
                .check(
                        "inside_of_plain",
                        p -> calls(call(join(p, "5" + p.word("quote"), "a" + p.word("quote") + "b", quoted(p, "c")))))
                .example(p -> call(join(p, "x", "y")))
                .example(p -> call(join(p, quoted(p, "a b"), "c")))
                .trivial(call(""))
                .answer((p, c) -> fields(c.text(0), p.word("separator"), p.word("quote")));
        return inputs(inCpp(family));
    }

    private static List<Call> doubled(Values p) {
        return calls(
                call(quoted(p, p.word("quote"))),
                call(join(
                        p,
                        quoted(p, "say " + p.word("quote") + "hi" + p.word("quote")),
                        quoted(p, p.word("quote") + p.word("separator")))));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            vector<string> fields;
                            if (line.empty()) {
                                return fields;
                            }
                            const char quote = $quote[0];
                            size_t at = 0;
                            while (at <= line.size()) {
                                string field;
                                if (at < line.size() && line[at] == quote) {
                                    at++;
                                    while (at < line.size()) {
                                        if (line[at] == quote) {
                                            at++;
                                            if (at == line.size() || line[at] != quote) {
                                                break;
                                            }
                                        }
                                        field += line[at++];
                                    }
                                } else {
                                    while (at < line.size() && line[at] != $separator[0]) {
                                        field += line[at++];
                                    }
                                }
                                fields.push_back(field);
                                at++;
                            }
                            return fields;
                        }
                        """)
                .cppSlip("while (at <= line.size())", "while (at < line.size())")
                .cppSlip("if (at == line.size() || line[at] != quote)", "if (at > 0)")
                .cppSlip(
                        "while (at < line.size() && line[at] != $separator[0])",
                        "while (at < line.size() && line[at] != $separator[0] && line[at] != quote)");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            fields = []
                            for _ in range(random.randint(0, 6)):
                                text = ''.join(random.choice(['a', 'b', ' ', $separator, $quote, $quote]) for _ in range(random.randint(0, 5)))
                                if random.random() < 0.5:
                                    fields.append($quote + text.replace($quote, $quote * 2) + $quote)
                                else:
                                    fields.append(text.replace($separator, '').lstrip($quote))
                            return [$separator.join(fields)]
                        """).validator("""
                        def valid(line):
                            if not isinstance(line, str):
                                return False
                            at = 0
                            while at < len(line):
                                if line[at] == $quote:
                                    at += 1
                                    while line[at:at + 1] != $quote or line[at:at + 2] == $quote * 2:
                                        if at >= len(line):
                                            return False
                                        at += 2 if line[at] == $quote else 1
                                    at += 1
                                    if at < len(line) and line[at] != $separator:
                                        return False
                                else:
                                    while at < len(line) and line[at] != $separator:
                                        at += 1
                                at += 1
                            return True
                        """);
    }

    private static String join(Values p, String... fields) {
        return String.join(p.word("separator"), fields);
    }

    private static String quoted(Values p, String text) {
        String quote = p.word("quote");
        return quote + text.replace(quote, quote + quote) + quote;
    }

    private static List<String> fields(String line, String separator, String quote) {
        String s = java.util.regex.Pattern.quote(separator);
        String q = java.util.regex.Pattern.quote(quote);
        List<String> fields = new ArrayList<>();
        var field = java.util.regex.Pattern.compile("(?:" + q + "((?:" + q + q + "|(?!" + q + ").)*)" + q + "|((?!" + q
                        + ")(?:(?!" + s + ").)*))(?:" + s + "|$)")
                .matcher(line);
        boolean more = !line.isEmpty();
        while (more && field.find()) {
            fields.add(field.group(1) == null ? field.group(2) : field.group(1).replace(quote + quote, quote));
            more = field.end() > field.start()
                    && field.group().endsWith(separator)
                    && !field.group().equals(field.group(1) == null ? field.group(2) : quote + field.group(1) + quote);
        }
        return fields;
    }
}
