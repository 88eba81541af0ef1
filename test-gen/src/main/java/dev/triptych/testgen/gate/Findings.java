package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Collects what is wrong with one suite. */
final class Findings {
    private static final int FINDINGS_MAX = 50;
    private static final int TEXT_CHARS_MAX = 200;

    private record Entry(Rule rule, Finding finding) {}

    private final List<String> lines;
    private final List<Entry> entries = new ArrayList<>();

    Findings(String text) {
        this.lines = text.lines().toList();
    }

    void add(Rule rule, PythonNode node, String message) {
        add(rule, node.line(), message);
    }

    void add(Rule rule, int line, String message) {
        String text = line >= 1 && line <= lines.size() ? lines.get(line - 1).strip() : "";
        String bounded = text.length() > TEXT_CHARS_MAX ? text.substring(0, TEXT_CHARS_MAX) : text;
        Finding finding = new Finding(rule.word(), line, bounded, message);
        // The bound is by rule, so that many small findings cannot push out the gravest.
        if (entries.stream().filter(entry -> entry.rule == rule).count() < FINDINGS_MAX) {
            entries.add(new Entry(rule, finding));
        }
    }

    GateResult result(int checks) {
        List<Entry> sorted = entries.stream()
                .sorted(Comparator.comparing(Entry::rule).thenComparing(entry -> entry.finding.line()))
                .limit(FINDINGS_MAX)
                .toList();
        return sorted.isEmpty()
                ? new GateResult.Passed(checks)
                : new GateResult.Failed(
                        sorted.getFirst().rule,
                        sorted.stream().map(Entry::finding).toList());
    }
}
