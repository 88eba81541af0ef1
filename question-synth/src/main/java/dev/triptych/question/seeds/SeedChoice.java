package dev.triptych.question.seeds;

import java.util.Optional;

/**
 * Which seeds a subset works on.
 *
 * @param source the only source they are taken from, if it is restricted
 */
public record SeedChoice(SeedKind kind, Optional<String> source) {
    boolean includes(String otherSource) {
        return source.map(otherSource::equals).orElse(true);
    }
}
