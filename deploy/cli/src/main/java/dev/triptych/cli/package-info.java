/** The one command. */
@NullMarked
package dev.triptych.cli;

import org.jspecify.annotations.NullMarked;
