/** Bodies by hash and the connection to Postgres. */
@NullMarked
package dev.triptych.store;

import org.jspecify.annotations.NullMarked;
