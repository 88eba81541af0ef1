package dev.triptych.contracts.rewrite;

import io.temporal.activity.ActivityInterface;
import io.temporal.activity.ActivityMethod;

/** From a triplet to another style of it. */
@ActivityInterface
public interface RewriteActivities {
    /** Asks for the completion style and passes it through the leak gates. Idempotent by candidate and attempt. */
    @ActivityMethod(name = "rewrite.restyle")
    RestyleResult restyle(RestyleRequest request);
}
