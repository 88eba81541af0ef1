/** A run as a workflow: what it knows, who works on its candidates, its commands, its hand-over to the next execution. */
@NullMarked
package dev.triptych.factory.run;

import org.jspecify.annotations.NullMarked;
