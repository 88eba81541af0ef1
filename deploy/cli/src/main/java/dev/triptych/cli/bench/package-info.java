/** Measures a verifier over HTTP, with every reply checked, beside bare and sandboxed processes on the same machine. */
@NullMarked
package dev.triptych.cli.bench;

import org.jspecify.annotations.NullMarked;
