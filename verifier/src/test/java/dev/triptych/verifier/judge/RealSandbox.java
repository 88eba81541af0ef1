package dev.triptych.verifier.judge;

import dev.triptych.contracts.Assurance;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.sandbox.CppStandard;
import dev.triptych.verifier.sandbox.Sandbox;
import dev.triptych.verifier.sandbox.SandboxConfig;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The real sandbox with its real defaults, for tests. */
final class RealSandbox {
    /** Short, so that tests of limits end soon; long enough for an honest program on a busy machine. */
    static final Limits LIMITS = new Limits(1, 30, 96, 1);

    private RealSandbox() {}

    static Sandbox open(Map<String, String> properties) {
        return new Sandbox(new SmallRyeConfigBuilder()
                .withMapping(SandboxConfig.class)
                .withSources(new PropertiesConfigSource(properties, "test", 100))
                .build()
                .getConfigMapping(SandboxConfig.class));
    }

    /** At the weaker of the levels with two jails, where the solution has more to say. */
    static Submission pytest(String solution, String tests, Limits limits) {
        return pytest(solution, tests, limits, Assurance.SELF_ATTESTED);
    }

    static Submission pytest(String solution, String tests, Limits limits, Assurance least) {
        return new Submission(
                SuiteStyle.PYTEST, solution, tests, List.of(), Optional.of("f"), limits, least, false, false);
    }

    /** A script that must answer {@code stdin} with {@code stdout} in each of {@code cases} cases. */
    static Submission stdio(String program, String stdin, String stdout, int cases, Limits limits) {
        return new Submission(
                SuiteStyle.STDIO,
                program,
                "",
                Collections.nCopies(cases, new Submission.Case(stdin, stdout)),
                Optional.empty(),
                limits,
                Assurance.OUTSIDE,
                false,
                false);
    }

    /** A C++ program that is judged by what it prints. */
    static Submission cpp(String program, List<Submission.Case> cases, Limits limits) {
        return cpp(SuiteStyle.STDIO, program, "", cases, limits);
    }

    /** A C++ solution and its suite of assertions. */
    static Submission cpp(String solution, String tests, Limits limits) {
        return cpp(SuiteStyle.ASSERT, solution, tests, List.of(), limits);
    }

    private static Submission cpp(
            SuiteStyle style, String solution, String tests, List<Submission.Case> cases, Limits limits) {
        return new Submission(
                style,
                solution,
                tests,
                cases,
                Optional.empty(),
                limits,
                Assurance.IN_PROCESS,
                false,
                false,
                Optional.of(CppStandard.CPP_17));
    }

    static Submission function(String solution, String tests) {
        return new Submission(
                SuiteStyle.FUNCTION,
                solution,
                tests,
                List.of(),
                Optional.empty(),
                LIMITS,
                Assurance.IN_PROCESS,
                false,
                false);
    }
}
