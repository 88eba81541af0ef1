/** A run as a workflow: the window of candidates, its commands, its hand-over to the next execution. */
@NullMarked
package dev.triptych.factory.run;

import org.jspecify.annotations.NullMarked;
