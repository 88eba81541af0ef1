/** The completion style: reading a prompt, its leak gates, and fitting the solution into it. */
@NullMarked
package dev.triptych.rewriter.completion;

import org.jspecify.annotations.NullMarked;
