/** What the teacher answers to a prompt, and the truth about the answer. */
@NullMarked
package dev.triptych.rehearsal.reply;

import org.jspecify.annotations.NullMarked;
