/** Measures the factory against a teacher: how much of what a perfect schedule gets out of it, at what cost. */
@NullMarked
package dev.triptych.cli.bench.factory;

import org.jspecify.annotations.NullMarked;
