package dev.triptych.teacher.journal;

import dev.triptych.contracts.Sha256;
import dev.triptych.contracts.SlotKey;

/**
 * What is known of a call before it is made.
 *
 * @param request hash of the request as it goes out
 */
record NewCall(
        SlotKey slot,
        String tenant,
        String service,
        String profile,
        String model,
        String template,
        String templateHash,
        Sha256 request,
        double temperature,
        int maxTokens) {}
