/** What the factory needs beside single verdicts: many programs in one request, and programs that make and check cases. */
@NullMarked
package dev.triptych.verifier.factory;

import org.jspecify.annotations.NullMarked;
