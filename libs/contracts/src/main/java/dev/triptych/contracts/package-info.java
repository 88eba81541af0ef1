/** What every process agrees on: ids, enums, queue names, errors and the one JSON form. */
@NullMarked
package dev.triptych.contracts;

import org.jspecify.annotations.NullMarked;
