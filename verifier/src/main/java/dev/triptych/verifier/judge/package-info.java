/** From a program and its checks to a verdict: the judges of each style. */
@NullMarked
package dev.triptych.verifier.judge;

import org.jspecify.annotations.NullMarked;
