/** What question-synth offers on its task queue. */
@NullMarked
package dev.triptych.contracts.question;

import org.jspecify.annotations.NullMarked;
