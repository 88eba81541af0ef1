/** Runs every migration as the owner. */
@NullMarked
package dev.triptych.migrate;

import org.jspecify.annotations.NullMarked;
