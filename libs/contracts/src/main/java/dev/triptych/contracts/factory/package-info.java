/** Runs and triplets: the workflows, their requests and results, and the activities of the ledger. */
@NullMarked
package dev.triptych.contracts.factory;

import org.jspecify.annotations.NullMarked;
