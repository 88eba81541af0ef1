/** Starting and steering runs, once per idempotency key. */
@NullMarked
package dev.triptych.factory.requests;

import org.jspecify.annotations.NullMarked;
