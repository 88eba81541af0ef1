/** Many programs in one HTTP request. */
@NullMarked
package dev.triptych.verifier.http.factory;

import org.jspecify.annotations.NullMarked;
