/** Running one program and reporting what it did, without judging it. */
@NullMarked
package dev.triptych.verifier.program;

import org.jspecify.annotations.NullMarked;
