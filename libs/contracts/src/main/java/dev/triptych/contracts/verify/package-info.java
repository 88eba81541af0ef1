/** What the verifier offers on its task queue. */
@NullMarked
package dev.triptych.contracts.verify;

import org.jspecify.annotations.NullMarked;
