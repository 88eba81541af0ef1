/** Reads the reports that test runs leave, and says in short how they went. */
@NullMarked
package dev.triptych.cli.report;

import org.jspecify.annotations.NullMarked;
