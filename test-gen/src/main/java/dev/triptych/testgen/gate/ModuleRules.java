package dev.triptych.testgen.gate;

import dev.triptych.syntax.ImportedName;
import dev.triptych.syntax.PythonNode;
import java.util.Map;
import java.util.Set;

/** Which modules a suite may use, and what of them. The list is closed. */
final class ModuleRules {
    private static final Set<String> ALLOWED = Set.of(
            "__future__",
            "abc",
            "array",
            "base64",
            "binascii",
            "bisect",
            "calendar",
            "cmath",
            "collections",
            "copy",
            "dataclasses",
            "datetime",
            "decimal",
            "difflib",
            "enum",
            "fractions",
            "functools",
            "hashlib",
            "heapq",
            "html",
            "ipaddress",
            "itertools",
            "json",
            "math",
            "numbers",
            "operator",
            "pytest",
            "random",
            "re",
            "statistics",
            "string",
            "struct",
            "sys",
            "textwrap",
            "typing",
            "unicodedata",
            "zlib");

    /** Of these modules only these members. */
    private static final Map<String, Set<String>> ONLY = Map.of(
            "pytest", Set.of("approx", "deprecated_call", "fail", "fixture", "mark", "param", "raises", "warns"),
            "random", Set.of("Random"),
            "sys", Set.of("float_info", "hash_info", "int_info", "maxsize", "version_info"));

    /** What modules let through of other modules, and members that reach any attribute by a text. */
    private static final Set<String> NEVER = Set.of(
            "attrgetter",
            "bltns",
            "builtins",
            "codecs",
            "contextlib",
            "doctest",
            "gc",
            "importlib",
            "inspect",
            "io",
            "linecache",
            "make_dataclass",
            "methodcaller",
            "os",
            "random",
            "reload",
            "subprocess",
            "sys",
            "threading",
            "time",
            "types",
            "warnings",
            "weakref");

    /** The clock, the network, files, processes, chance. */
    private static final Set<String> WORLD = Set.of(
            "aiohttp",
            "asyncio",
            "concurrent",
            "faker",
            "fileinput",
            "ftplib",
            "getpass",
            "glob",
            "http",
            "httpx",
            "hypothesis",
            "io",
            "multiprocessing",
            "numpy",
            "os",
            "pathlib",
            "platform",
            "requests",
            "resource",
            "sched",
            "secrets",
            "select",
            "shutil",
            "signal",
            "smtplib",
            "socket",
            "ssl",
            "subprocess",
            "tempfile",
            "threading",
            "time",
            "timeit",
            "urllib",
            "urllib3",
            "uuid");

    private static final Set<String> SKIPPING = Set.of("exit", "importorskip", "main", "skip", "xfail");
    private static final Set<String> CLOCK = Set.of("now", "today", "utcnow", "localtime", "gmtime");

    private final Suite suite;
    private final Findings findings;

    ModuleRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
    }

    void check() {
        checkHeldRandom();
        suite.imports().forEach(this::checkImport);
        suite.names().stream()
                .filter(name -> suite.modules().containsKey(name.text()))
                .forEach(this::checkUse);
        suite.nodes("attribute").stream()
                .filter(attribute -> CLOCK.contains(attributeName(attribute)))
                .forEach(attribute -> findings.add(Rule.NONDETERMINISTIC, attribute, "reads the clock"));
        suite.nodes("call").stream()
                .filter(call -> suite.callee(call).equals("random.Random"))
                .filter(call -> call.child("arguments")
                        .map(arguments -> !seeded(arguments))
                        .orElse(true))
                .forEach(call -> findings.add(Rule.NONDETERMINISTIC, call, "a random source without a fixed seed"));
    }

    /** Held under another name, a class of random sources could be called without a seed unseen. */
    private void checkHeldRandom() {
        suite.nodes().stream()
                .filter(node -> node.is("attribute") || Suite.isName(node))
                .filter(node -> suite.dotted(node).equals("random.Random"))
                .filter(node -> !node.field().orElse("").equals("function"))
                .forEach(node -> findings.add(Rule.NONDETERMINISTIC, node, "a random source without a fixed seed"));
    }

    /** One number or text, so that chance is the same each time. */
    private static boolean seeded(PythonNode arguments) {
        return arguments.namedChildren().size() == 1
                && Set.of("integer", "string", "float")
                        .contains(arguments.namedChildren().getFirst().type())
                && arguments.all("interpolation").isEmpty();
    }

    private static String attributeName(PythonNode attribute) {
        return attribute.child("attribute").map(PythonNode::text).orElse("");
    }

    private void checkImport(ImportedName imported) {
        String module = imported.topModule();
        if (module.equals("solution")) {
            return;
        }
        if (WORLD.contains(module)) {
            findings.add(Rule.NONDETERMINISTIC, imported.line(), "imports " + module);
        } else if (!ALLOWED.contains(module)) {
            findings.add(Rule.TAMPERS, imported.line(), "imports " + module + ", which a suite does not need");
        } else {
            imported.member().ifPresent(member -> checkMember(module, member, imported.line()));
        }
    }

    /** A module is used by {@code module.member} only: as a value of its own it could be passed on and changed. */
    private void checkUse(PythonNode name) {
        PythonNode parent = name.parent().orElse(name);
        boolean object = parent.is("attribute") && name.field().orElse("").equals("object");
        if (!object) {
            findings.add(Rule.TAMPERS, name, "uses a module as a value");
            return;
        }
        String module = suite.modules().getOrDefault(name.text(), name.text());
        PythonNode attribute = parent;
        checkMember(module, attributeName(attribute), name.line());
        while (attribute.parent().filter(above -> above.is("attribute")).isPresent()) {
            attribute = attribute.parent().orElseThrow();
            if (NEVER.contains(attributeName(attribute))) {
                findings.add(Rule.TAMPERS, name, "reaches " + attributeName(attribute) + " through " + module);
            }
        }
    }

    private void checkMember(String module, String member, int line) {
        boolean onlySome =
                ONLY.containsKey(module) && !ONLY.getOrDefault(module, Set.of()).contains(member);
        if (module.equals("pytest") && SKIPPING.contains(member)) {
            findings.add(Rule.SKIPS, line, "pytest." + member);
        } else if (module.equals("random") && onlySome) {
            findings.add(Rule.NONDETERMINISTIC, line, "random." + member + " draws from an unseeded source");
        } else if (onlySome || member.equals("*") || NEVER.contains(member)) {
            findings.add(Rule.TAMPERS, line, "uses " + module + "." + member);
        }
    }
}
