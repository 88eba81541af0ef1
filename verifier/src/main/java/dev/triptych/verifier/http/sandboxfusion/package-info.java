/**
 * The protocol of SandboxFusion, as its clients send and read it.
 *
 * <p>Source: bytedance/SandboxFusion, {@code sandbox/server/sandbox_api.py}, {@code sandbox/runners/types.py} and
 * {@code sandbox/datasets/common.py}; its best known client is verl, {@code
 * verl/utils/reward_score/sandbox_fusion/utils.py}.
 */
@NullMarked
package dev.triptych.verifier.http.sandboxfusion;

import org.jspecify.annotations.NullMarked;
