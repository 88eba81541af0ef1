/** How the questions of a subset are made: a row of configuration. */
@NullMarked
package dev.triptych.question.subset;

import org.jspecify.annotations.NullMarked;
