/**
 * The protocol of Piston, version 2, as its clients send and read it, with the packages that open-r1 adds for problems
 * of Codeforces.
 *
 * <p>Source: engineer-man/piston, {@code api/src/api/v2.js} and {@code api/src/job.js}; huggingface/open-r1, {@code
 * src/open_r1/utils/competitive_programming/piston_client.py} and {@code cf_scoring.py}.
 */
@NullMarked
package dev.triptych.verifier.http.piston;

import org.jspecify.annotations.NullMarked;
