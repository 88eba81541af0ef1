package dev.triptych.testgen.gate;

import java.util.Set;

/** Python's own names. */
final class PythonNames {
    /** Functions and classes that assertions are made of. */
    static final Set<String> FUNCTIONS = Set.of(
            "abs",
            "all",
            "any",
            "ascii",
            "bin",
            "bool",
            "bytearray",
            "bytes",
            "callable",
            "chr",
            "complex",
            "dict",
            "dir",
            "divmod",
            "enumerate",
            "filter",
            "float",
            "format",
            "frozenset",
            "hasattr",
            "hash",
            "hex",
            "id",
            "input",
            "int",
            "isinstance",
            "issubclass",
            "iter",
            "len",
            "list",
            "map",
            "max",
            "memoryview",
            "min",
            "next",
            "object",
            "oct",
            "ord",
            "pow",
            "print",
            "property",
            "range",
            "repr",
            "reversed",
            "round",
            "set",
            "slice",
            "sorted",
            "staticmethod",
            "str",
            "sum",
            "super",
            "tuple",
            "type",
            "zip");

    /** Exceptions that a solution may be asked to raise, and that no assertion raises. */
    static final Set<String> HARMLESS_EXCEPTIONS = Set.of(
            "ArithmeticError",
            "AttributeError",
            "BufferError",
            "EOFError",
            "FloatingPointError",
            "IndexError",
            "KeyError",
            "LookupError",
            "MemoryError",
            "ModuleNotFoundError",
            "ImportError",
            "NameError",
            "NotImplementedError",
            "OSError",
            "OverflowError",
            "RecursionError",
            "RuntimeError",
            "StopIteration",
            "SyntaxError",
            "TypeError",
            "UnicodeDecodeError",
            "UnicodeEncodeError",
            "UnicodeError",
            "ValueError",
            "ZeroDivisionError");

    /** Exceptions that catch a failed assertion. */
    static final Set<String> CATCHING_EXCEPTIONS =
            Set.of("AssertionError", "BaseException", "BaseExceptionGroup", "Exception", "ExceptionGroup");

    /** All of them. */
    static final Set<String> EXCEPTIONS;

    static {
        java.util.HashSet<String> all = new java.util.HashSet<>(HARMLESS_EXCEPTIONS);
        all.addAll(CATCHING_EXCEPTIONS);
        EXCEPTIONS = Set.copyOf(all);
    }

    private PythonNames() {}

    static boolean own(String name) {
        return FUNCTIONS.contains(name) || EXCEPTIONS.contains(name);
    }
}
