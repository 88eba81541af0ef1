package dev.triptych.testgen.gate;

import dev.triptych.syntax.PythonSource;

/**
 * Decides by a suite's syntax tree whether it may be a test of anything. A suite is as untrusted as a solution: one that
 * replaces what it tests, reaches for its runner, or asserts nothing, passes everything.
 *
 * <ol>
 *   <li>the entry point comes from the solution, and nothing else bears its name;
 *   <li>only modules, names and attributes that a test of a function needs are used;
 *   <li>nothing is skipped, and nothing depends on clock, network, files or chance;
 *   <li>no assertion holds whatever the solution does;
 *   <li>at least three tests assert something of the result.
 * </ol>
 *
 * <p>The lists of what may be used are closed: what is not known is refused, because a list of attacks is never complete.
 * What a tree cannot show is left to the runs against stubs and mutants.
 */
public final class StaticGate {
    private StaticGate() {}

    /** @param source parses */
    public static GateResult check(PythonSource source, String entryPoint) {
        Suite suite = new Suite(source, entryPoint);
        Findings findings = new Findings(source.text());
        new EntryPointRules(suite, findings).check();
        new ModuleRules(suite, findings).check();
        new TamperRules(suite, findings).check();
        new SwallowRules(suite, findings).check();
        new ConstantRules(suite, findings).check();
        new AssertionRules(suite, findings).check();
        return findings.result(suite.tests().size());
    }
}
