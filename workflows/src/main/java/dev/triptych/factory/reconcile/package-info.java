/** Brings the ledger back in line with Temporal after operators terminated, cancelled or deleted workflows. */
@NullMarked
package dev.triptych.factory.reconcile;

import org.jspecify.annotations.NullMarked;
