/** Jails: one program each, cut off from the host, under limits that the host enforces. */
@NullMarked
package dev.triptych.verifier.sandbox;

import org.jspecify.annotations.NullMarked;
