package dev.triptych.verifier.http.sandboxfusion;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.Language;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.verifier.http.Fields;
import dev.triptych.verifier.http.Languages;
import dev.triptych.verifier.program.Input;
import dev.triptych.verifier.program.Program;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * {@code SubmitRequest} of the dataset type CommonOJ, whose row comes with the request as {@code config.provided_data}:
 * a completion in which the code is found, and cases of standard input and output.
 *
 * @param id sent back as it came
 */
record Submit(JsonNode id, String code, List<Case> cases, boolean runAllCases) {
    private static final int CASES_MAX = 1_000;
    private static final double SECONDS_DEFAULT = 20;

    /** A program with its input, and what it must print. */
    record Case(Program program, String stdin, String expected) {}

    static Submit read(InputStream json) {
        Fields request = Fields.read(json);
        Fields config = request.object("config");
        Language language =
                Languages.read(config, "language", config.text("language").orElse("python"));
        String code = Completion.code(
                request.requiredText("completion"), config.text("language").orElse("python"));
        Limits run = RunCode.limits(RunCode.seconds(config, "run_timeout", SECONDS_DEFAULT), RunCode.memory(request));
        Limits compile = RunCode.limits(
                RunCode.seconds(config, "compile_timeout", RunCode.SECONDS_DEFAULT), RunCode.memory(request));
        boolean all = config.object("extra").flag("run_all_cases", false);
        List<Case> cases = new ArrayList<>();
        for (Fields given : tests(config)) {
            String stdin = given.object("input").text("stdin").orElse("");
            String expected = given.object("output").requiredText("stdout");
            Input input = Input.of(stdin.getBytes(StandardCharsets.UTF_8));
            request.end();
            cases.add(new Case(request.make(() -> new Program(language, code, input, run, compile)), stdin, expected));
        }
        if (cases.isEmpty()) {
            config.complain("provided_data.test", "must be a list of cases");
        }
        request.end();
        return new Submit(request.raw("id"), code, cases, all);
    }

    /** The row's {@code test}, which may be JSON in a string. */
    private static List<Fields> tests(Fields config) {
        Fields row = config.object("provided_data");
        return row.isText("test") ? row.parsed("test").objects("test", CASES_MAX) : row.objects("test", CASES_MAX);
    }
}
