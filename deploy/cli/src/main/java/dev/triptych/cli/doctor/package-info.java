/** What the machine must have: looks, says what it found, and installs or builds what it may. */
@NullMarked
package dev.triptych.cli.doctor;

import org.jspecify.annotations.NullMarked;
