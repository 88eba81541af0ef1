/** A candidate as a workflow: from a seed to its outcome. */
@NullMarked
package dev.triptych.factory.triplet;

import org.jspecify.annotations.NullMarked;
