/** solution-gen: from a question to solutions and responses. */
@NullMarked
package dev.triptych.solution;

import org.jspecify.annotations.NullMarked;
