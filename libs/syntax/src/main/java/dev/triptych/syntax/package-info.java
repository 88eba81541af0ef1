/** Reads what a teacher wrote: reasoning and answer, fences, and Python as syntax trees. */
@NullMarked
package dev.triptych.syntax;

import org.jspecify.annotations.NullMarked;
