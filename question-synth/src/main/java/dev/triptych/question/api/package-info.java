/** Who may use the REST API, and how its errors look. */
@NullMarked
package dev.triptych.question.api;

import org.jspecify.annotations.NullMarked;
