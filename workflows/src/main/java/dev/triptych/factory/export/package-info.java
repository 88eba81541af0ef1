/** The files of a run: ledger, triplets as JSONL and Parquet, data card. */
@NullMarked
package dev.triptych.factory.export;

import org.jspecify.annotations.NullMarked;
