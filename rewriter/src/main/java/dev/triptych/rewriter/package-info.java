/** From a triplet to another style of it: the process, and how it is offered to Temporal. */
@NullMarked
package dev.triptych.rewriter;

import org.jspecify.annotations.NullMarked;
