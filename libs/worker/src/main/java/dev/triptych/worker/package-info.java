/** Temporal inside Quarkus: one client, and the workers a service offers. */
@NullMarked
package dev.triptych.worker;

import org.jspecify.annotations.NullMarked;
