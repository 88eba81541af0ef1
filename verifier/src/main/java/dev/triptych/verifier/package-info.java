/** The verifier: from code and tests to a verdict. */
@NullMarked
package dev.triptych.verifier;

import org.jspecify.annotations.NullMarked;
