package dev.triptych.testgen.gate;

import dev.triptych.syntax.Definition;
import dev.triptych.syntax.Definition.Kind;
import dev.triptych.syntax.ImportedName;
import dev.triptych.syntax.PythonNode;
import java.util.List;

/** The entry point comes from the solution by name, and its name means nothing else anywhere in the suite. */
final class EntryPointRules {
    private static final String MODULE = "solution";

    private final Suite suite;
    private final Findings findings;

    EntryPointRules(Suite suite, Findings findings) {
        this.suite = suite;
        this.findings = findings;
    }

    void check() {
        List<ImportedName> taken = suite.source().imports().stream()
                .filter(imported -> imported.topModule().equals(MODULE))
                .toList();
        if (taken.stream().noneMatch(this::isTheImport) || !importedAtTopLevel()) {
            findings.add(
                    Rule.ENTRY_POINT_NOT_IMPORTED, 1, "no top-level `from solution import " + suite.entryPoint() + "`");
        }
        taken.stream()
                .filter(imported -> !isTheImport(imported))
                .forEach(imported -> findings.add(
                        Rule.TAMPERS, imported.line(), "takes more from the solution than the entry point"));
        checkBindings();
        suite.nodes("delete_statement").forEach(statement -> statement.all("identifier").stream()
                .filter(name ->
                        name.text().equals(suite.entryPoint()) || name.text().startsWith("test"))
                .forEach(name -> findings.add(Rule.SHADOWS_ENTRY_POINT, name, "deletes " + name.text())));
    }

    private boolean isTheImport(ImportedName imported) {
        return imported.module().equals(MODULE)
                && imported.member().filter(suite.entryPoint()::equals).isPresent()
                && imported.alias().isEmpty();
    }

    private boolean importedAtTopLevel() {
        return suite.source().root().namedChildren().stream()
                .filter(statement -> statement.is("import_from_statement"))
                .anyMatch(statement -> statement
                                .child("module_name")
                                .map(module -> module.text().equals(MODULE))
                                .orElse(false)
                        && statement.childrenIn("name").stream()
                                .map(PythonNode::text)
                                .anyMatch(suite.entryPoint()::equals));
    }

    private void checkBindings() {
        suite.source().imports().stream()
                .filter(imported -> imported.boundName().equals(suite.entryPoint()) && !isTheImport(imported))
                .forEach(imported -> findings.add(
                        Rule.SHADOWS_ENTRY_POINT, imported.line(), "imports the entry point's name from elsewhere"));
        for (Definition binding : suite.bindings()) {
            if (binding.name().equals(suite.entryPoint()) && binding.kind() != Kind.IMPORT) {
                findings.add(Rule.SHADOWS_ENTRY_POINT, binding.line(), "binds the entry point's name again");
            }
            if (binding.name().equals(MODULE)) {
                findings.add(Rule.SHADOWS_ENTRY_POINT, binding.line(), "binds the name of the solution's module");
            }
        }
    }
}
