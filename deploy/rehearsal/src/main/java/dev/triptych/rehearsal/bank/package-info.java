/** Problem families with parameters: statements, right and wrong programs, suites, and recognising a problem by its statement. */
@NullMarked
package dev.triptych.rehearsal.bank;

import org.jspecify.annotations.NullMarked;
