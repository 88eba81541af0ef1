package dev.triptych.rehearsal.http;

/** A simple count of tokens, four characters each: what matters is that both sides of the wire agree. */
final class Tokens {
    static final int CHARS_PER_TOKEN = 4;
    static final int PER_MESSAGE = 4;

    private Tokens() {}

    static int of(String text) {
        return (text.length() + CHARS_PER_TOKEN - 1) / CHARS_PER_TOKEN;
    }
}
