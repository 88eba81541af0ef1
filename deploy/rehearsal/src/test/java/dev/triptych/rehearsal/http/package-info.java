/** Tests of the package of the same name. */
@NullMarked
package dev.triptych.rehearsal.http;

import org.jspecify.annotations.NullMarked;
