/** The verifier as a Temporal activity. */
@NullMarked
package dev.triptych.verifier.activity;

import org.jspecify.annotations.NullMarked;
