package dev.triptych.testgen.gate;

import java.util.List;

/** What the static gate says of a suite. */
public sealed interface GateResult {
    /** @param checks test functions */
    record Passed(int checks) implements GateResult {}

    /** @param rule the first of the broken rules; {@code findings} begin with one of it and are at most 50 */
    record Failed(Rule rule, List<Finding> findings) implements GateResult {
        public Failed {
            findings = List.copyOf(findings);
        }
    }
}
