/** Talks to a running stack over HTTP, as any other user would. */
@NullMarked
package dev.triptych.cli.client;

import org.jspecify.annotations.NullMarked;
