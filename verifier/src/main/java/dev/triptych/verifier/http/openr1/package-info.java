/**
 * The protocol of open-r1's router of sandboxes, as its clients send and read it.
 *
 * <p>Source: huggingface/open-r1, {@code scripts/e2b_router.py} and {@code scripts/morph_router.py} for the servers,
 * {@code src/open_r1/utils/routed_sandbox.py} and {@code routed_morph.py} for the clients, {@code code_providers.py} for
 * what they make of a reply: the number that the last expression of a script gave.
 */
@NullMarked
package dev.triptych.verifier.http.openr1;

import org.jspecify.annotations.NullMarked;
