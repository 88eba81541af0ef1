/** Versions of the schemas: bringing them up to date, and refusing to serve when they are not. */
@NullMarked
package dev.triptych.store.schema;

import org.jspecify.annotations.NullMarked;
