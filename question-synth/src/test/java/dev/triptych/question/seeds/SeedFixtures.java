package dev.triptych.question.seeds;

import java.util.List;
import java.util.Optional;

/** Seeds for tests of other packages. */
public final class SeedFixtures {
    private SeedFixtures() {}

    public static void documentation(Seeds seeds, String title, String text) {
        seeds.add(
                Seeds.SHARED_TENANT,
                "fixtures",
                SeedKind.DOCUMENTATION,
                List.of(new SeedLine(SeedKind.DOCUMENTATION, title, text, Optional.empty())));
    }
}
