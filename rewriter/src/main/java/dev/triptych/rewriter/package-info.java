/** The rewriter: from a triplet to another style of it. */
@NullMarked
package dev.triptych.rewriter;

import org.jspecify.annotations.NullMarked;
