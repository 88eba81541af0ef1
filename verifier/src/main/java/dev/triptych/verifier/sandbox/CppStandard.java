package dev.triptych.verifier.sandbox;

/** A version of C++, with the extensions that the compiler has for it: programs of contests use them. */
public enum CppStandard {
    CPP_17("gnu++17"),
    CPP_20("gnu++20");

    private final String option;

    CppStandard(String option) {
        this.option = option;
    }

    /** As the compiler names it. */
    public String option() {
        return option;
    }
}
