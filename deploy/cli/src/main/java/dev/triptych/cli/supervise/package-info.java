/** Keeps the processes of one stack alive: starts, watches, restarts, adopts and stops them by pid and start time. */
@NullMarked
package dev.triptych.cli.supervise;

import org.jspecify.annotations.NullMarked;
