/** What a stack consists of, and how it comes up: ports, secrets, Postgres, Temporal, the services and their settings. */
@NullMarked
package dev.triptych.cli.stack;

import org.jspecify.annotations.NullMarked;
