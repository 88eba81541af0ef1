package dev.triptych.testgen.gate;

import dev.triptych.syntax.Definition;
import dev.triptych.syntax.PythonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A suite keeps its hands off what runs it, off Python's own names, and off its own tests. */
final class TamperRules {
    private static final Map<String, Rule> FORBIDDEN_NAMES = Map.ofEntries(
            Map.entry("__import__", Rule.TAMPERS),
            Map.entry("breakpoint", Rule.TAMPERS),
            Map.entry("compile", Rule.TAMPERS),
            Map.entry("delattr", Rule.TAMPERS),
            Map.entry("eval", Rule.TAMPERS),
            Map.entry("exec", Rule.TAMPERS),
            Map.entry("getattr", Rule.TAMPERS),
            Map.entry("globals", Rule.TAMPERS),
            Map.entry("locals", Rule.TAMPERS),
            Map.entry("setattr", Rule.TAMPERS),
            Map.entry("vars", Rule.TAMPERS),
            Map.entry("conftest", Rule.TAMPERS),
            Map.entry("monkeypatch", Rule.TAMPERS),
            Map.entry("mocker", Rule.TAMPERS),
            Map.entry("request", Rule.TAMPERS),
            Map.entry("pytestconfig", Rule.TAMPERS),
            Map.entry("pytester", Rule.TAMPERS),
            Map.entry("testdir", Rule.TAMPERS),
            Map.entry("pytest_plugins", Rule.TAMPERS),
            Map.entry("collect_ignore", Rule.TAMPERS),
            Map.entry("tmp_path", Rule.NONDETERMINISTIC),
            Map.entry("tmp_path_factory", Rule.NONDETERMINISTIC),
            Map.entry("tmpdir", Rule.NONDETERMINISTIC),
            Map.entry("open", Rule.NONDETERMINISTIC),
            Map.entry("exit", Rule.SKIPS),
            Map.entry("quit", Rule.SKIPS),
            Map.entry("SystemExit", Rule.SKIPS),
            Map.entry("KeyboardInterrupt", Rule.SKIPS),
            Map.entry("GeneratorExit", Rule.SKIPS));

    private static final Set<String> SKIPPING_ATTRIBUTES = Set.of(
            "SkipTest",
            "expectedFailure",
            "importorskip",
            "skip",
            "skipIf",
            "skipTest",
            "skipUnless",
            "skipif",
            "xfail");
    private static final Set<String> FRAME_ATTRIBUTES = Set.of(
            "ag_frame",
            "cr_frame",
            "f_back",
            "f_builtins",
            "f_code",
            "f_globals",
            "f_locals",
            "gi_code",
            "gi_frame",
            "modules",
            "settrace",
            "setprofile",
            "tb",
            "tb_frame",
            "tb_next",
            "traceback");
    private static final Set<String> HARMLESS_DUNDERS = Set.of(
            "__all__",
            "__class__",
            "__doc__",
            "__hash__",
            "__init__",
            "__iter__",
            "__name__",
            "__next__",
            "__post_init__",
            "__qualname__",
            "__repr__",
            "__slots__",
            "__str__");
    private static final Set<String> JUDGING_DUNDERS = Set.of(
            "__bool__",
            "__contains__",
            "__eq__",
            "__exit__",
            "__aexit__",
            "__ge__",
            "__gt__",
            "__instancecheck__",
            "__le__",
            "__len__",
            "__lt__",
            "__ne__",
            "__subclasscheck__");
    private static final Set<String> PRIVATE_ATTRIBUTES = Set.of("_asdict", "_fields", "_replace", "_make");
    private static final Pattern DUNDER = Pattern.compile("__[A-Za-z_]+__");
    private static final Pattern DUNDER_IN_TEXT =
            Pattern.compile("(?<![A-Za-z0-9_])__[A-Za-z][A-Za-z_]*__(?![A-Za-z0-9_])");
    private static final Pattern CODING = Pattern.compile("^[ \\t\\f]*#.*?coding[:=][ \\t]*([-_.a-zA-Z0-9]+)");
    private static final Set<String> PLAIN_CODINGS = Set.of("utf-8", "utf8", "ascii", "us-ascii", "utf-8-sig");
    private static final Set<String> MAIN_BLOCK_STATEMENTS = Set.of("expression_statement", "import_statement");

    private final Suite suite;
    private final Findings findings;

    TamperRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
    }

    void check() {
        checkText();
        checkMainBlock();
        suite.names().forEach(this::checkName);
        suite.nodes("identifier").stream()
                .filter(identifier -> !identifier.text().chars().allMatch(c -> c < 128))
                .forEach(identifier -> findings.add(
                        Rule.TAMPERS, identifier, "Python reads this name as another one: names are ASCII here"));
        suite.nodes("attribute").forEach(this::checkAttribute);
        suite.nodes("string").forEach(this::checkString);
        suite.bindings().forEach(this::checkBinding);
        checkBuiltins();
        checkTests();
        suite.nodes().forEach(this::checkTarget);
        suite.nodes("call").stream()
                .filter(call -> suite.callee(call).equals("type")
                        && call.child("arguments")
                                        .map(arguments ->
                                                arguments.namedChildren().size())
                                        .orElse(0)
                                != 1)
                .forEach(call -> findings.add(Rule.TAMPERS, call, "makes a class by a call"));
        suite.nodes("keyword_argument").stream()
                .filter(keyword -> Suite.nameOf(keyword).equals("metaclass"))
                .forEach(keyword -> findings.add(Rule.TAMPERS, keyword, "metaclass"));
    }

    /** Python decodes and splits lines by rules of its own; a text that the two of us would read differently is refused. */
    private void checkText() {
        String text = suite.source().text();
        text.lines().limit(2).forEach(line -> {
            Matcher coding = CODING.matcher(line);
            if (coding.find() && !PLAIN_CODINGS.contains(coding.group(1).toLowerCase(java.util.Locale.ROOT))) {
                findings.add(Rule.TAMPERS, 1, "declares the encoding " + coding.group(1));
            }
        });
        boolean control = text.chars().anyMatch(c -> (c < ' ' && c != '\n' && c != '\t') || c == 0x7f || c == 0xfeff);
        if (control) {
            findings.add(Rule.TAMPERS, 1, "holds control characters");
        }
    }

    private void checkMainBlock() {
        suite.mainBlock().flatMap(block -> block.child("consequence")).stream()
                .flatMap(body -> body.namedChildren().stream())
                .filter(statement -> !MAIN_BLOCK_STATEMENTS.contains(statement.type())
                        || !statement.all("assignment").isEmpty())
                .forEach(statement ->
                        findings.add(Rule.TAMPERS, statement, "does more than run the tests when run by hand"));
    }

    private void checkName(PythonNode name) {
        String text = name.text();
        Rule rule = FORBIDDEN_NAMES.get(text);
        if (rule != null && !isLocalValue(text)) {
            findings.add(rule, name, "uses " + text);
        } else if (DUNDER.matcher(text).matches() && !HARMLESS_DUNDERS.contains(text)) {
            findings.add(judged(text), name, "uses " + text);
        }
    }

    private static Rule judged(String dunder) {
        if (dunder.equals("__test__")) {
            return Rule.SKIPS;
        }
        return JUDGING_DUNDERS.contains(dunder) ? Rule.CANNOT_FAIL : Rule.TAMPERS;
    }

    /** A variable that happens to be called {@code request} or {@code open} and is a plain value. */
    private boolean isLocalValue(String name) {
        Set<Definition.Kind> kinds = suite.bindings().stream()
                .filter(binding -> binding.name().equals(name))
                .map(Definition::kind)
                .collect(Collectors.toSet());
        boolean called =
                suite.nodes("call").stream().anyMatch(call -> suite.callee(call).equals(name));
        return kinds.equals(Set.of(Definition.Kind.ASSIGNMENT))
                && !called
                && !name.startsWith("pytest")
                && !name.startsWith("collect");
    }

    private void checkAttribute(PythonNode attribute) {
        String name = attribute.child("attribute").map(PythonNode::text).orElse("");
        String object = attribute.child("object").map(PythonNode::text).orElse("");
        if (SKIPPING_ATTRIBUTES.contains(name)) {
            findings.add(Rule.SKIPS, attribute, "uses " + name);
        } else if (FRAME_ATTRIBUTES.contains(name)) {
            findings.add(Rule.TAMPERS, attribute, "reaches for " + name);
        } else if (DUNDER.matcher(name).matches()) {
            if (!HARMLESS_DUNDERS.contains(name) && !(JUDGING_DUNDERS.contains(name) && isCalled(attribute))) {
                findings.add(Rule.TAMPERS, attribute, "reaches for " + name);
            }
        } else if (name.startsWith("_")
                && !PRIVATE_ATTRIBUTES.contains(name)
                && !object.equals("self")
                && !object.equals("cls")) {
            findings.add(Rule.TAMPERS, attribute, "reaches for the private " + name);
        }
    }

    private static boolean isCalled(PythonNode attribute) {
        return attribute.parent().map(parent -> parent.is("call")).orElse(false)
                && attribute.field().orElse("").equals("function");
    }

    /** A name of Python's machinery in a text is a name about to be looked up. */
    private void checkString(PythonNode string) {
        boolean docstring =
                string.parent().map(parent -> parent.is("expression_statement")).orElse(false);
        Matcher dunder = DUNDER_IN_TEXT.matcher(string.text());
        if (!docstring && dunder.find() && !HARMLESS_DUNDERS.contains(dunder.group())) {
            findings.add(Rule.TAMPERS, string, "names " + dunder.group() + " in a text");
        }
    }

    private void checkBinding(Definition binding) {
        String name = binding.name();
        if (name.startsWith("pytest_")) {
            findings.add(Rule.TAMPERS, binding.line(), "defines the hook " + name);
        } else if (DUNDER.matcher(name).matches() && !HARMLESS_DUNDERS.contains(name)) {
            findings.add(judged(name), binding.line(), "defines " + name);
        } else if (PythonNames.EXCEPTIONS.contains(name)) {
            findings.add(Rule.TAMPERS, binding.line(), "binds the name of the exception " + name);
        }
    }

    /** Replacing what an assertion is made of, {@code len} or {@code sorted}, decides the assertion. */
    private void checkBuiltins() {
        Set<String> called = new HashSet<>();
        suite.nodes("call").forEach(call -> called.add(suite.callee(call)));
        suite.bindings().stream()
                .filter(binding -> PythonNames.FUNCTIONS.contains(binding.name()))
                .filter(binding ->
                        binding.kind() != Definition.Kind.ASSIGNMENT && binding.kind() != Definition.Kind.PARAMETER
                                || called.contains(binding.name()))
                .forEach(binding ->
                        findings.add(Rule.TAMPERS, binding.line(), "replaces Python's own " + binding.name()));
    }

    /** A test or a helper that is bound again is not the one that was read. */
    private void checkTests() {
        List<Definition> definitions = suite.source().definitions();
        Set<String> functions = definitions.stream()
                .filter(definition -> definition.kind() == Definition.Kind.FUNCTION)
                .map(Definition::name)
                .collect(Collectors.toSet());
        Set<String> seen = new HashSet<>();
        for (Definition definition : definitions) {
            if (functions.contains(definition.name()) && !seen.add(definition.name())) {
                findings.add(Rule.CANNOT_FAIL, definition.line(), definition.name() + " is bound more than once");
            }
        }
    }

    /** What is assigned to, deleted, or looped over: only variables, items of variables, and a test class's own fields. */
    private void checkTarget(PythonNode node) {
        boolean target = node.field().orElse("").equals("left")
                || node.parent().map(p -> p.is("delete_statement")).orElse(false);
        if (!target) {
            return;
        }
        PythonNode statement = node.parent().orElse(node);
        if (!Set.of("assignment", "augmented_assignment", "for_statement", "for_in_clause", "delete_statement")
                .contains(statement.type())) {
            return;
        }
        node.tree().stream()
                .filter(inner -> inner.is("attribute"))
                .filter(inner -> inner.child("attribute")
                        .filter(name -> name.text().equals(suite.entryPoint()))
                        .isPresent())
                .forEach(inner -> findings.add(Rule.SHADOWS_ENTRY_POINT, inner, "puts another function in its place"));
        node.tree().stream()
                .filter(inner -> inner.is("attribute") || inner.is("subscript"))
                .filter(inner -> !ownedRoot(inner))
                .forEach(inner -> findings.add(
                        inner.text().startsWith("solution") || inner.text().startsWith(suite.entryPoint() + ".")
                                ? Rule.SHADOWS_ENTRY_POINT
                                : Rule.TAMPERS,
                        inner,
                        "changes what is not its own"));
    }

    private boolean ownedRoot(PythonNode target) {
        PythonNode root = target;
        while (root.is("attribute") || root.is("subscript")) {
            root = root.child(root.is("attribute") ? "object" : "value").orElseThrow();
        }
        String name = root.text();
        return root.is("identifier")
                && !name.equals(suite.entryPoint())
                && suite.bindings().stream()
                        .filter(binding -> binding.name().equals(name))
                        .anyMatch(binding -> binding.kind() == Definition.Kind.ASSIGNMENT
                                || binding.kind() == Definition.Kind.PARAMETER);
    }
}
