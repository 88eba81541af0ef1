package dev.triptych.verifier.activity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.CppVersion;
import dev.triptych.contracts.verify.JudgeRequest;
import dev.triptych.contracts.verify.SuiteDemand;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.NativeRequest;
import dev.triptych.verifier.judge.Checker;
import dev.triptych.verifier.judge.Submission;
import dev.triptych.verifier.sandbox.CppStandard;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** From requests that name artifacts to submissions; what makes no sense is an {@code IllegalArgumentException}. */
final class Submissions {
    private final Artifacts artifacts;

    Submissions(Artifacts artifacts) {
        this.artifacts = artifacts;
    }

    /** A solution and its tests. */
    Submission of(JudgeRequest request) {
        SuiteStyle style = style(request);
        boolean gated = style == SuiteStyle.PYTEST || style == SuiteStyle.FUNCTION;
        if (request.gates() && !gated) {
            throw new IllegalArgumentException("gates: not offered for " + name(style));
        }
        if (request.language() == Language.PYTHON && request.standard().isPresent()) {
            throw new IllegalArgumentException("standard: only used by cpp");
        }
        Cases cases = style == SuiteStyle.STDIO ? cases(artifacts.read(request.tests()), request) : Cases.NONE;
        return new Submission(
                style,
                artifacts.readText(request.solution()),
                style == SuiteStyle.STDIO ? "" : artifacts.readText(request.tests()),
                cases.cases(),
                Optional.of(request.entryPoint().name()),
                request.limits(),
                request.minAssurance(),
                request.gates(),
                request.gates(),
                cpp(request.language(), request.standard()),
                cases.checker());
    }

    /** One of many programs of a request; in its language's own style. */
    Submission of(SuiteDemand demand, String solution, String tests) {
        return new Submission(
                offered(demand.language()).getFirst(),
                solution,
                tests,
                List.of(),
                Optional.of(demand.entryPoint().name()),
                demand.limits(),
                demand.minAssurance(),
                false,
                false,
                cpp(demand.language(), Optional.empty()));
    }

    /** The language's own style first. */
    private static List<SuiteStyle> offered(Language language) {
        return switch (language) {
            case PYTHON -> List.of(SuiteStyle.PYTEST, SuiteStyle.FUNCTION, SuiteStyle.STDIO);
            case CPP -> List.of(SuiteStyle.ASSERT, SuiteStyle.STDIO);
        };
    }

    private static SuiteStyle style(JudgeRequest request) {
        List<SuiteStyle> offered = offered(request.language());
        SuiteStyle style = request.style().orElse(offered.getFirst());
        if (!offered.contains(style)) {
            throw new IllegalArgumentException("style: " + name(style) + " is not for "
                    + request.language().name().toLowerCase(Locale.ROOT));
        }
        return style;
    }

    private record Cases(List<Submission.Case> cases, Optional<Checker> checker) {
        static final Cases NONE = new Cases(List.of(), Optional.empty());
    }

    /** Read by the words of the native request, so that both refuse the same. */
    private static Cases cases(byte[] tests, JudgeRequest request) {
        try {
            JsonNode given = Json.read(tests);
            ObjectNode whole = Json.object()
                    .put("language", "python")
                    .put("style", "stdio")
                    .put("solution", request.entryPoint().name());
            given.fieldNames().forEachRemaining(field -> {
                if (whole.has(field)) {
                    throw new IllegalArgumentException("tests: " + field + ": unknown field");
                }
            });
            given.fields().forEachRemaining(field -> whole.set(field.getKey(), field.getValue()));
            Submission read = NativeRequest.read(whole);
            return new Cases(read.cases(), read.checker());
        } catch (BadRequestException e) {
            throw new IllegalArgumentException("tests: " + e.getMessage(), e);
        }
    }

    private static Optional<CppStandard> cpp(Language language, Optional<CppVersion> standard) {
        return switch (language) {
            case PYTHON -> Optional.empty();
            case CPP ->
                Optional.of(
                        switch (standard.orElse(CppVersion.CPP_17)) {
                            case CPP_17 -> CppStandard.CPP_17;
                            case CPP_20 -> CppStandard.CPP_20;
                        });
        };
    }

    private static String name(SuiteStyle style) {
        return style.name().toLowerCase(Locale.ROOT);
    }
}
