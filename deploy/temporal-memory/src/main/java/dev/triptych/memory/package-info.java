/** A Temporal server without storage or pages, only for {@code demo --without-ui}. */
@NullMarked
package dev.triptych.memory;

import org.jspecify.annotations.NullMarked;
