package dev.triptych.verifier.activity;

import com.fasterxml.jackson.databind.JsonNode;
import dev.triptych.contracts.verify.CaseActivities;
import dev.triptych.contracts.verify.GenerateRequest;
import dev.triptych.contracts.verify.GenerateResult;
import dev.triptych.contracts.verify.ValidateRequest;
import dev.triptych.contracts.verify.ValidateResult;
import dev.triptych.store.Artifacts;
import dev.triptych.verifier.factory.CasePrograms;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import java.util.ArrayList;
import java.util.List;

/** Runs generators and validators that artifacts hold. */
final class CaseActivity implements CaseActivities {
    private final CasePrograms programs;
    private final Artifacts artifacts;

    CaseActivity(CasePrograms programs, Artifacts artifacts) {
        this.programs = programs;
        this.artifacts = artifacts;
    }

    @Override
    public GenerateResult generate(GenerateRequest request) {
        return Answers.answered(() -> {
            String source = artifacts.readText(request.program());
            CasePrograms.Inputs made = programs.generate(source, request.seed(), request.limits(), Answers.cancelled());
            return new GenerateResult(
                    made.verdict(), made.reason(), made.inputs().size(), artifacts.putJson(made.inputs()));
        });
    }

    @Override
    public ValidateResult validate(ValidateRequest request) {
        return Answers.answered(() -> {
            String source = artifacts.readText(request.program());
            List<String> inputs = texts(artifacts.read(request.inputs()));
            CasePrograms.Answers said = programs.validate(source, inputs, request.limits(), Answers.cancelled());
            return new ValidateResult(said.verdict(), said.reason(), said.answers());
        });
    }

    private static List<String> texts(byte[] json) {
        JsonNode list;
        try {
            list = Json.read(json);
        } catch (BadRequestException e) {
            throw new IllegalArgumentException("inputs: " + e.getMessage(), e);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode text : list) {
            if (!list.isArray() || !text.isTextual()) {
                throw new IllegalArgumentException("inputs: must be a list of strings");
            }
            texts.add(text.textValue());
        }
        return texts;
    }
}
