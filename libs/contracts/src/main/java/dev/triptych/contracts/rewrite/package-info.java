/** What the rewriter offers on its task queue. */
@NullMarked
package dev.triptych.contracts.rewrite;

import org.jspecify.annotations.NullMarked;
