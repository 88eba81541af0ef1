/** test-gen: from a question to test suites. */
@NullMarked
package dev.triptych.testgen;

import org.jspecify.annotations.NullMarked;
