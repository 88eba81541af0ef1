/** A page of candidates as a workflow: from given questions to their outcomes. */
@NullMarked
package dev.triptych.factory.page;

import org.jspecify.annotations.NullMarked;
