/** The account of runs: their candidates, outcomes and triplets, and whether the numbers agree. */
@NullMarked
package dev.triptych.factory.ledger;

import org.jspecify.annotations.NullMarked;
