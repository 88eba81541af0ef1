/** What the factory asks Temporal about workflows it did not just start. */
@NullMarked
package dev.triptych.factory.temporal;

import org.jspecify.annotations.NullMarked;
