package dev.triptych.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads import statements. */
final class Imports {
    private Imports() {}

    /** The names of one import statement of any form. */
    static List<ImportedName> of(PythonNode statement) {
        List<ImportedName> names = new ArrayList<>();
        switch (statement.type()) {
            case "import_statement" -> {
                for (PythonNode name : statement.childrenIn("name")) {
                    names.add(new ImportedName(path(name), Optional.empty(), alias(name), name.line()));
                }
            }
            case "import_from_statement", "future_import_statement" -> {
                String module =
                        statement.child("module_name").map(Imports::path).orElse("__future__");
                for (PythonNode name : statement.childrenIn("name")) {
                    names.add(new ImportedName(module, Optional.of(path(name)), alias(name), name.line()));
                }
                if (!statement.all("wildcard_import").isEmpty()) {
                    names.add(new ImportedName(module, Optional.of("*"), Optional.empty(), statement.line()));
                }
            }
            default -> throw new IllegalArgumentException("not an import: " + statement);
        }
        return names;
    }

    private static String path(PythonNode name) {
        PythonNode path = name.is("aliased_import") ? name.child("name").orElse(name) : name;
        return path.normalised().replace(" ", "");
    }

    private static Optional<String> alias(PythonNode name) {
        return name.is("aliased_import") ? name.child("alias").map(PythonNode::text) : Optional.empty();
    }
}
