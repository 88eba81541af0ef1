package dev.triptych.verifier.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** A value of an exact built-in Python type. Lists, sets and dicts may be shared or contain themselves. */
public sealed interface Value {
    record None() implements Value {}

    record Bool(boolean value) implements Value {}

    record Int(BigInteger value) implements Value {}

    record Float(double value) implements Value {}

    record Complex(double real, double imaginary) implements Value {}

    /** @param utf8 UTF-8, with lone surrogates as three bytes each */
    record Str(byte[] utf8) implements Value {}

    record Bytes(byte[] bytes) implements Value {}

    /** A Fraction; its denominator is positive, but lowest terms are not certain. */
    record Ratio(BigInteger numerator, BigInteger denominator) implements Value {}

    /** A finite Decimal of a length and an exponent that can be reckoned with. */
    record Decimal(BigDecimal number) implements Value {}

    /** A value of the standard library that no literal is equal to. */
    record Other(String type, boolean truth) implements Value {}

    /** A value of a library that nobody but this library could compare or ask for its truth. */
    record Opaque(String type) implements Value {}

    /** Tuple or frozenset. */
    record Fixed(Kind kind, List<Value> items) implements Value {}

    /** Changeable; the items of a dict and its kin are its keys and values in turn, those of a bytearray one bytes. */
    record Container(Kind kind, ArrayList<Value> items) implements Value {}

    /** What holds other values. */
    enum Kind {
        TUPLE,
        FROZENSET,
        LIST,
        SET,
        DICT,
        DEQUE,
        BYTEARRAY
    }
}
