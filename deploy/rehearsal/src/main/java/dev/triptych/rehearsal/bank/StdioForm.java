package dev.triptych.rehearsal.bank;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Programs that read {@link Lines} from standard input, call a function, and write its result to standard output. */
public final class StdioForm {
    private static final String CPP_LINES = """
            void read_value(long long& value) {
                string line;
                getline(cin, line);
                value = stoll(line);
            }

            void read_value(bool& value) {
                string line;
                getline(cin, line);
                value = line == "true";
            }

            void read_value(string& value) {
                string line;
                getline(cin, line);
                value.clear();
                for (size_t at = 0; at < line.size(); at++) {
                    if (line[at] == '\\\\' && at + 1 < line.size()) {
                        at++;
                        value += line[at] == 'n' ? '\\n' : line[at];
                    } else {
                        value += line[at];
                    }
                }
            }

            template <class T>
            void read_value(vector<T>& values);

            template <class K, class V>
            void read_value(map<K, V>& values) {
                long long size = 0;
                read_value(size);
                for (long long at = 0; at < size; at++) {
                    K key;
                    read_value(key);
                    read_value(values[key]);
                }
            }

            template <class T>
            void read_value(vector<T>& values) {
                long long size = 0;
                read_value(size);
                for (long long at = 0; at < size; at++) {
                    T item;
                    read_value(item);
                    values.push_back(item);
                }
            }

            void write_value(long long value) {
                cout << value << '\\n';
            }

            void write_value(bool value) {
                cout << (value ? "true" : "false") << '\\n';
            }

            void write_value(const string& value) {
                for (char c : value) {
                    if (c == '\\\\') {
                        cout << "\\\\\\\\";
                    } else if (c == '\\n') {
                        cout << "\\\\n";
                    } else {
                        cout << c;
                    }
                }
                cout << '\\n';
            }

            template <class T>
            void write_value(const vector<T>& values);

            template <class K, class V>
            void write_value(const map<K, V>& values) {
                cout << values.size() << '\\n';
                for (const auto& entry : values) {
                    write_value(entry.first);
                    write_value(entry.second);
                }
            }

            template <class T>
            void write_value(const vector<T>& values) {
                cout << values.size() << '\\n';
                for (const T item : values) {
                    write_value(item);
                }
            }
            """;

    private StdioForm() {}

    /** @param function Python that defines the function of this signature */
    public static String python(String function, Signature signature) {
        String reading = PythonLines.reading(signature).indent(4);
        String result = signature.name() + "(" + String.join(", ", signature.arguments()) + ")";
        return """
                import sys


                %s


                %s

                %s

                def main():
                    lines = iter(sys.stdin.buffer.read().decode().split('\\n'))
                %s    sys.stdout.write(%s)


                main()
                """.formatted(
                        function.strip(),
                        PythonLines.readers(signature.types()),
                        PythonLines.writers(List.of(signature.returns())),
                        reading,
                        PythonLines.showing(signature.returns(), result));
    }

    /** @param function C++ that defines the function of this signature, without includes */
    public static String cpp(String function, Signature signature) {
        List<String> types = signature.types();
        String reading = IntStream.range(0, types.size())
                .mapToObj(at -> "    " + Cpp.type(types.get(at)) + " "
                        + signature.arguments().get(at) + "{};\n    read_value("
                        + signature.arguments().get(at) + ");\n")
                .collect(Collectors.joining());
        return Cpp.PREAMBLE + function.strip() + "\n\n" + CPP_LINES + "\nint main() {\n" + reading + "    write_value("
                + signature.name() + "(" + String.join(", ", signature.arguments()) + "));\n    return 0;\n}\n";
    }
}
