/** What solution-gen offers on its task queue. */
@NullMarked
package dev.triptych.contracts.solution;

import org.jspecify.annotations.NullMarked;
