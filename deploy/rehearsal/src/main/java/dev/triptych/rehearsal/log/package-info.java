/** The log of replies: who was answered how often, and what each reply was; survives a kill. */
@NullMarked
package dev.triptych.rehearsal.log;

import org.jspecify.annotations.NullMarked;
