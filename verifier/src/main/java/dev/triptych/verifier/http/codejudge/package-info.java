/**
 * The protocol of code-judge, as its clients send and read it. They build a dataclass from every object, so that no
 * reply may have a field more than theirs.
 *
 * <p>Source: 0xWJ/code-judge (also microsoft/code-judge), {@code app/model.py}, {@code app/main.py} and {@code
 * judge_client.py}.
 */
@NullMarked
package dev.triptych.verifier.http.codejudge;

import org.jspecify.annotations.NullMarked;
