/** Real parts and hand-written fakes for tests. */
@NullMarked
package dev.triptych.testkit;

import org.jspecify.annotations.NullMarked;
