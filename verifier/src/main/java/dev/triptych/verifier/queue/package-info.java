/** Who is judged next, who is turned away, and what need not be run twice. */
@NullMarked
package dev.triptych.verifier.queue;

import org.jspecify.annotations.NullMarked;
