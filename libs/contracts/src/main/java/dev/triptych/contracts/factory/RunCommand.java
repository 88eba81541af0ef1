package dev.triptych.contracts.factory;

/** @param requestId chosen by the caller, 1 to {@value #CHARS_MAX} characters; the same id is applied once */
public record RunCommand(String requestId) {
    public static final int CHARS_MAX = 64;
}
