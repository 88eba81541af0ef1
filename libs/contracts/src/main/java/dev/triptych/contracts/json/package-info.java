/** The one JSON form that every client, worker and test uses. */
@NullMarked
package dev.triptych.contracts.json;

import org.jspecify.annotations.NullMarked;
