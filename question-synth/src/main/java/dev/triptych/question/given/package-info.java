/** Questions that are given instead of made: taken in as sets that never change. */
@NullMarked
package dev.triptych.question.given;

import org.jspecify.annotations.NullMarked;
