/** The OpenAI protocol, capacity, faults, and the pages that tell the truth. */
@NullMarked
package dev.triptych.rehearsal.http;

import org.jspecify.annotations.NullMarked;
