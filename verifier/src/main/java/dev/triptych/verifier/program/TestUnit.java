package dev.triptych.verifier.program;

import java.util.List;

/**
 * A suite that was compiled.
 *
 * @param object its object file
 * @param lacking names that it does not define and no library has: what the solution is to define
 */
record TestUnit(Compiled object, List<String> lacking) {
    TestUnit {
        lacking = List.copyOf(lacking);
    }

    long bytes() {
        return object.bytes() + lacking.stream().mapToLong(String::length).sum();
    }
}
