/** The native HTTP protocol. */
@NullMarked
package dev.triptych.verifier.http;

import org.jspecify.annotations.NullMarked;
