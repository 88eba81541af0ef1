/** Who may do what in the database. */
@NullMarked
package dev.triptych.store.roles;

import org.jspecify.annotations.NullMarked;
