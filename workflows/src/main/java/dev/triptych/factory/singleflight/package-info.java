/** Work that one replica of the service does at a time. */
@NullMarked
package dev.triptych.factory.singleflight;

import org.jspecify.annotations.NullMarked;
