/** What the factory knows of teachers: their names, what the journal counted, what their own log says. */
@NullMarked
package dev.triptych.factory.teachers;

import org.jspecify.annotations.NullMarked;
