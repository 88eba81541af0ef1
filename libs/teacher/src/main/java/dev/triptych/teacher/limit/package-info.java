/** How many calls a teacher is given at once: found by asking, shared fairly between runs. The door is {@link Limiter}. */
@NullMarked
package dev.triptych.teacher.limit;

import org.jspecify.annotations.NullMarked;
