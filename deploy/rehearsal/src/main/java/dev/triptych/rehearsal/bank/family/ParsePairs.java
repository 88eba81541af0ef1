package dev.triptych.rehearsal.bank.family;

import static dev.triptych.rehearsal.bank.Call.call;

import dev.triptych.rehearsal.bank.*;
import jakarta.inject.Singleton;
import java.util.*;

/** Reads keys and values from a line. */
@Singleton
final class ParsePairs implements FamilySource {
    @Override
    public Family family() {
        Family family = Family.named("parse-pairs")
                .entry("parse_pairs", "read_settings", "fields_of")
                .takes("line: str")
                .gives("dict[str, str]")
                .oneOf("between", ";", ",", "|", "&", "/", "!")
                .oneOf("inside", "=", ":", "~", "#", "@")
                .wording("""
                        Write a Python function `$signature` that reads settings from `line`. Items are separated by $between; in an item, all before the first $inside is the key and all after it is the value, both stripped of white space at their ends.
                        An item without $inside or with an empty key is skipped. When a key comes again, the later value replaces the earlier one. The empty line gives an empty dictionary.
                        """)
                .wording("""
                        A log line holds fields: pieces divided by $between, each a name and a value divided by the first $inside in it (further ones belong to the value). Implement `$signature`, which returns the fields of `line` as a dictionary; names and values lose white space around them.
                        Pieces that lack $inside, or whose name is empty, are passed over; of several fields of one name the last counts; an empty line has no fields.
                        """)
                .solution("""
                        def $signature:
                            result = {}
                            for item in line.split($between):
                                key, mark, value = item.partition($inside)
                                key = key.strip()
                                if not mark or not key:
                                    continue
                                result[key] = value.strip()
                            return result
                        """)
                .slip("item.partition($inside)", "item.rpartition($inside)")
                .slip("result[key] = value.strip()", "result.setdefault(key, value.strip())")
                .slip("value.strip()", "value")
                .check(
                        "empty",
                        p -> Call.calls(
                                call(""), call("lonely"), call(p.word("between").repeat(3))))
                .check("plain_fields", p -> Call.calls(call(line(p, "a=1;b=2")), call(line(p, "name=Ann Lee"))))
                .check("later_wins", p -> Call.calls(call(line(p, "a=1;a=2;b=3;a=4")), call(line(p, "k=;k=v"))))
                .check(
                        "white_space",
                        p -> Call.calls(call(line(p, "  a = 1 ;  b=  two words  ")), call(line(p, "x= "))))
                .check("odd_items", p -> Call.calls(call(line(p, "=5;a=b=c;plain; =7;z==")), call(line(p, "a=1;;b"))))
                .example(p -> call(line(p, "mode=fast;level=3")))
                .example(p -> call(line(p, "only")))
                .trivial(call("lonely"))
                .answer((p, c) -> {
                    Map<String, String> result = new LinkedHashMap<>();
                    for (String item : List.of(c.text(0).split(java.util.regex.Pattern.quote(p.word("between")), -1))) {
                        int at = item.indexOf(p.word("inside"));
                        if (at >= 0 && !item.substring(0, at).isBlank()) {
                            result.put(
                                    item.substring(0, at).strip(),
                                    item.substring(at + 1).strip());
                        }
                    }
                    return result;
                });
        return inputs(inCpp(family));
    }

    private static Family inCpp(Family family) {
        return family.cpp("""
                        $head {
                            auto stripped = [](const string& text) {
                                size_t start = 0;
                                size_t end = text.size();
                                while (start < end && isspace(static_cast<unsigned char>(text[start]))) {
                                    start++;
                                }
                                while (end > start && isspace(static_cast<unsigned char>(text[end - 1]))) {
                                    end--;
                                }
                                return text.substr(start, end - start);
                            };
                            map<string, string> result;
                            stringstream items(line);
                            string item;
                            while (getline(items, item, $between[0])) {
                                size_t mark = item.find($inside);
                                if (mark == string::npos) {
                                    continue;
                                }
                                string key = stripped(item.substr(0, mark));
                                if (!key.empty()) {
                                    result[key] = stripped(item.substr(mark + 1));
                                }
                            }
                            return result;
                        }
                        """)
                .cppSlip("item.find($inside)", "item.rfind($inside)")
                .cppSlip("stripped(item.substr(mark + 1))", "item.substr(mark + 1)")
                .cppSlip(
                        "result[key] = stripped(item.substr(mark + 1));",
                        "result.insert({key, stripped(item.substr(mark + 1))});")
                .cppSlip("if (!key.empty())", "if (mark > 0)");
    }

    private static Family inputs(Family family) {
        return family.generator("""
                        def draw(random):
                            items = []
                            for _ in range(random.randint(0, 7)):
                                parts = [random.choice(['', ' ']), random.choice(['a', 'b', 'key', 'K 1', '']), random.choice(['', '  '])]
                                if random.random() < 0.85:
                                    parts.append($inside)
                                    parts.append(random.choice(['', ' ', '  ']))
                                    parts.append(random.choice(['1', '22', 'two words', '', 'x' + $inside + 'y', $inside]))
                                    parts.append(random.choice(['', ' ']))
                                items.append(''.join(parts))
                            return [$between.join(items)]
                        """).validator("""
                        def valid(line):
                            return isinstance(line, str)
                        """);
    }

    private static String line(Values p, String shape) {
        return shape.replace(";", "\0").replace("=", p.word("inside")).replace("\0", p.word("between"));
    }
}
