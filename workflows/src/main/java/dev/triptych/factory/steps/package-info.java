/** The activities that workflows call, with how long each may take and how often it is tried. */
@NullMarked
package dev.triptych.factory.steps;

import org.jspecify.annotations.NullMarked;
