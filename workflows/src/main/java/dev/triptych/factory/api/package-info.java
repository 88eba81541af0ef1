/** The REST API: starting, watching and steering runs, and fetching what they made. */
@NullMarked
package dev.triptych.factory.api;

import org.jspecify.annotations.NullMarked;
