/** What test-gen offers on its task queue. */
@NullMarked
package dev.triptych.contracts.tests;

import org.jspecify.annotations.NullMarked;
