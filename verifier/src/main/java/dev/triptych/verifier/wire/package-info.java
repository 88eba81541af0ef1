/** Values as they leave a jail, and how Python compares them. */
@NullMarked
package dev.triptych.verifier.wire;

import org.jspecify.annotations.NullMarked;
