package dev.triptych.cli.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What a test run left behind, over all modules.
 *
 * @param passed how many passed
 * @param failures what failed, a line each
 * @param skips what was skipped and why, a line each
 * @param layers of which layers any test ran
 */
public record TestReports(int passed, List<String> failures, List<String> skips, Set<Layer> layers) {
    private static final Pattern FOLDER = Pattern.compile("(surefire|failsafe)-reports");
    private static final int MAX_DEPTH = 5;

    public TestReports {
        failures = List.copyOf(failures);
        skips = List.copyOf(skips);
        layers = Set.copyOf(layers);
    }

    /** The line that closes everything. */
    public String closingLine() {
        return passed + " passed, " + failures.size() + " failed, " + skips.size() + " skipped";
    }

    /** These reports with one more failure. */
    public TestReports withFailure(String failure) {
        List<String> more = new ArrayList<>(failures);
        more.add(failure);
        return new TestReports(passed, more, skips, layers);
    }

    /** Removes what earlier runs left, so that it is not counted again. */
    public static void forget(Path root) throws IOException {
        for (Path report : find(root)) {
            Files.delete(report);
        }
    }

    public static TestReports read(Path root) throws IOException {
        Counter counter = new Counter();
        for (Path report : find(root)) {
            counter.read(report);
        }
        return new TestReports(counter.passed, counter.failures, counter.skips, counter.layers);
    }

    private static List<Path> find(Path root) throws IOException {
        try (var paths = Files.find(root, MAX_DEPTH, (path, facts) -> isReport(path))) {
            return paths.sorted().toList();
        }
    }

    private static boolean isReport(Path path) {
        String name = path.getFileName().toString();
        Path folder = path.getParent();
        return name.startsWith("TEST-")
                && name.endsWith(".xml")
                && folder != null
                && FOLDER.matcher(folder.getFileName().toString()).matches();
    }

    private static final class Counter {
        private int passed;
        private final List<String> failures = new ArrayList<>();
        private final List<String> skips = new ArrayList<>();
        private final Set<Layer> layers = new TreeSet<>();

        void read(Path report) throws IOException {
            try {
                DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
                factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
                NodeList cases =
                        factory.newDocumentBuilder().parse(report.toFile()).getElementsByTagName("testcase");
                for (int i = 0; i < cases.getLength(); i++) {
                    count((Element) cases.item(i));
                }
            } catch (SAXException | ParserConfigurationException e) {
                failures.add(report + ": cannot be read, its tests ended abruptly");
            }
        }

        private void count(Element test) {
            String className = test.getAttribute("classname");
            String name = className.substring(className.lastIndexOf('.') + 1) + "." + test.getAttribute("name");
            if (has(test, "failure") || has(test, "error")) {
                failures.add(name + ": " + reason(test, has(test, "failure") ? "failure" : "error"));
            } else if (has(test, "skipped")) {
                skips.add(name + ": " + reason(test, "skipped"));
                return; // a layer that only skips did not run
            } else {
                passed++;
            }
            for (Layer layer : Layer.values()) {
                if (layer.holds(className)) {
                    layers.add(layer);
                }
            }
        }

        private static boolean has(Element test, String child) {
            return test.getElementsByTagName(child).getLength() > 0;
        }

        private static String reason(Element test, String child) {
            Element element = (Element) test.getElementsByTagName(child).item(0);
            String message = element.getAttribute("message");
            String text = message.isBlank() ? element.getTextContent() : message;
            return text.strip()
                    .lines()
                    .limit(3)
                    .reduce((a, b) -> a + " " + b.strip())
                    .orElse("no reason given");
        }
    }
}
