/** The families, one class each; a class that is added here is in the bank. */
@NullMarked
package dev.triptych.rehearsal.bank.family;

import org.jspecify.annotations.NullMarked;
