/** The factory: runs, candidates, ledger. */
@NullMarked
package dev.triptych.factory;

import org.jspecify.annotations.NullMarked;
