/** question-synth: from seeds to questions. */
@NullMarked
package dev.triptych.question;

import org.jspecify.annotations.NullMarked;
