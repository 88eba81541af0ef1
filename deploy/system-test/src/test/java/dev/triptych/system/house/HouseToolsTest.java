package dev.triptych.system.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tools of the house rules do see what they are to see. */
class HouseToolsTest {
    @Test
    void findsAMethodThatIsTooLong(@TempDir Path folder) throws IOException {
        Path source = folder.resolve("Long.java");
        Files.writeString(
                source, "class Long {\n void brief() {}\n void endless() {\n" + "int a;\n".repeat(5) + "}\n}\n");

        assertThat(MethodLengths.longerThan(6, source)).containsExactly("Long.java: endless has 7 lines");
    }

    @Test
    void findsTheFilesThatADocumentNames() {
        String document =
                "See [the guide](docs/guide.md#part), `libs/store/README.md`, `mvn verify` and [home](https://x.y/z).";

        assertThat(DocumentedFiles.namedIn(document)).containsExactly("docs/guide.md", "libs/store/README.md");
    }
}
