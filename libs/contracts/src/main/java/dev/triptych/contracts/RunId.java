package dev.triptych.contracts;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.regex.Pattern;

/**
 * One run: the run id of the workflow's <em>first</em> execution, so it survives continue-as-new and reset, and two
 * starts of one workflow id are two runs.
 */
public record RunId(@JsonValue String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    @JsonCreator
    public RunId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a run id is a lower-case UUID, was: " + value);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
