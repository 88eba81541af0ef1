/** The outbox, its publisher to Kafka, and run requests that come from Kafka. */
@NullMarked
package dev.triptych.factory.events;

import org.jspecify.annotations.NullMarked;
