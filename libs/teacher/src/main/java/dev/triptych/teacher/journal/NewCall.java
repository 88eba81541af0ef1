package dev.triptych.teacher.journal;

import dev.triptych.contracts.SlotKey;
import dev.triptych.store.PackedBody;

/**
 * What is known of a call before it is made.
 *
 * @param request as it goes out
 * @param bound what is reserved for it
 */
record NewCall(
        SlotKey slot,
        String tenant,
        String service,
        String profile,
        String model,
        String template,
        String templateHash,
        PackedBody request,
        double temperature,
        int maxTokens,
        Bound bound) {}
