package dev.triptych.teacher.journal;

import dev.triptych.contracts.SlotKey;
import dev.triptych.store.PackedBody;

/**
 * What is known of a call before it is made.
 *
 * @param teacher whom the run is believed to ask for this step; {@code profile} may be who stands in
 * @param request as it goes out
 * @param bound what is reserved for it
 */
record NewCall(
        SlotKey slot,
        String tenant,
        String service,
        String teacher,
        String profile,
        String model,
        String template,
        String templateHash,
        PackedBody request,
        double temperature,
        int maxTokens,
        Bound bound) {}
