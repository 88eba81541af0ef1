/** From a seed to a question: the process, and how it is offered to Temporal. */
@NullMarked
package dev.triptych.question;

import org.jspecify.annotations.NullMarked;
