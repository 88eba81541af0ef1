package dev.triptych.verifier.http.factory;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.triptych.contracts.verify.Limits;
import dev.triptych.contracts.verify.SuiteStyle;
import dev.triptych.verifier.http.BadRequestException;
import dev.triptych.verifier.http.Json;
import dev.triptych.verifier.http.NativeRequest;
import dev.triptych.verifier.judge.Submission;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The native request with fields of its own beside: these are taken out first, the rest is read as always. */
final class FactoryRequest {
    private final ObjectNode body;

    private FactoryRequest(ObjectNode body) {
        this.body = body;
    }

    static FactoryRequest read(InputStream json) {
        if (!(Json.read(json) instanceof ObjectNode object)) {
            throw new BadRequestException("body", "must be a JSON object");
        }
        return new FactoryRequest(object);
    }

    /** A list of sources, taken out of the body. */
    List<String> sources(String field, int max) {
        JsonNode list = body.remove(field);
        if (list == null || !list.isArray() || list.isEmpty() || list.size() > max) {
            throw new BadRequestException(field, "must be a list of 1 to " + max + " strings");
        }
        List<String> sources = new ArrayList<>();
        for (JsonNode source : list) {
            if (!source.isTextual()) {
                throw new BadRequestException(field + "[" + sources.size() + "]", "must be a string");
            }
            sources.add(source.textValue());
        }
        return sources;
    }

    /** One source. */
    String source(String field) {
        JsonNode source = body.get(field);
        if (source == null || !source.isTextual() || source.textValue().isBlank()) {
            throw new BadRequestException(field, source == null ? "is missing" : "must be a string, not empty");
        }
        return source.textValue();
    }

    /** Limits of a request that is no native one. */
    Limits limits() {
        return NativeRequest.limits(body);
    }

    /** Refuses what a request that is no native one does not have. */
    FactoryRequest only(Set<String> fields) {
        body.fieldNames().forEachRemaining(name -> {
            if (!fields.contains(name)) {
                throw new BadRequestException(name, "unknown field; known are " + new TreeSet<>(fields));
            }
        });
        return this;
    }

    /** A whole number, taken out of the body. */
    int number(String field, int otherwise, int min, int max) {
        JsonNode number = body.remove(field);
        if (number == null || number.isNull()) {
            return otherwise;
        }
        if (!number.isIntegralNumber()
                || !number.canConvertToInt()
                || number.intValue() < min
                || number.intValue() > max) {
            throw new BadRequestException(field, "must be a whole number from " + min + " to " + max);
        }
        return number.intValue();
    }

    /** Gives a field that the caller wrote elsewhere. */
    FactoryRequest with(String field, String value) {
        if (body.has(field)) {
            throw new BadRequestException(field, "is not used here");
        }
        body.put(field, value);
        return this;
    }

    /** What is left of the body. */
    Submission submission() {
        Submission submission = NativeRequest.read(body);
        if (submission.style() == SuiteStyle.STDIO) {
            throw new BadRequestException("style", "must be pytest or function");
        }
        return submission;
    }
}
