package dev.triptych.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestReportsTest {
    @TempDir
    private Path root;

    private void report(String folder, String name, String cases) throws IOException {
        Path target = Files.createDirectories(root.resolve(folder));
        Files.writeString(target.resolve("TEST-" + name + ".xml"), "<testsuite>" + cases + "</testsuite>");
    }

    private static String test(String className, String body) {
        return "<testcase classname='" + className + "' name='works'>" + body + "</testcase>";
    }

    @Test
    void countsOverAllModulesAndSaysWhy() throws IOException {
        report(
                "a/target/surefire-reports",
                "a.ATest",
                test("a.ATest", "") + test("a.ATest", "<failure message='1 != 2'/>"));
        report(
                "libs/b/target/failsafe-reports",
                "b.BIT",
                test("b.BIT", "<error>java.io.IOException: gone\n\tat x</error>")
                        + test("b.BIT", "<skipped message='no shared data'/>"));

        TestReports reports = TestReports.read(root);

        assertThat(reports.closingLine()).isEqualTo("1 passed, 2 failed, 1 skipped");
        assertThat(reports.failures())
                .containsExactly("ATest.works: 1 != 2", "BIT.works: java.io.IOException: gone at x");
        assertThat(reports.skips()).containsExactly("BIT.works: no shared data");
        assertThat(reports.layers()).containsExactlyInAnyOrder(Layer.UNIT, Layer.INTEGRATION);
    }

    @Test
    void aLayerThatOnlySkippedDidNotRun() throws IOException {
        report("s/target/failsafe-reports", "s.SST", test("s.SST", "<skipped/>"));

        assertThat(TestReports.read(root).layers()).isEmpty();
    }

    @Test
    void aReportThatBreaksOffIsAFailure() throws IOException {
        report("a/target/surefire-reports", "a.ATest", "<testcase");

        assertThat(TestReports.read(root).failures()).hasSize(1);
    }

    @Test
    void earlierReportsAreForgotten() throws IOException {
        report("a/target/surefire-reports", "a.ATest", test("a.ATest", ""));

        TestReports.forget(root);

        assertThat(TestReports.read(root).closingLine()).isEqualTo("0 passed, 0 failed, 0 skipped");
    }

    @Test
    void mavenIsToldWhichLayersToRun() {
        assertThat(Layer.selection(EnumSet.of(Layer.UNIT))).containsExactly("-DskipITs");
        assertThat(Layer.selection(EnumSet.of(Layer.SYSTEM)))
                .containsExactly("-Dit.test=*ST", "-Dtest=NoTestIsCalledSo");
        assertThat(Layer.selection(EnumSet.of(Layer.UNIT, Layer.INTEGRATION, Layer.SYSTEM)))
                .containsExactly("-Dit.test=*IT,*ST");
    }

    @Test
    void nestedTestsBelongToTheLayerOfTheirClass() {
        assertThat(Layer.INTEGRATION.holds("a.b.StoreIT$WhenEmpty")).isTrue();
        assertThat(Layer.UNIT.holds("a.b.StoreIT$WhenEmpty")).isFalse();
    }
}
