package dev.triptych.verifier.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Equality and truth as Python has them between exact built-in types: {@code True == 1}, {@code 2 == 2.0},
 * {@code set == frozenset}, a list is no tuple, NaN is equal to nothing.
 */
public final class PythonEquality {
    private static final int DEPTH_MAX = 160;
    private static final int VALUES_MAX = 4_000_000;

    private int values;

    private PythonEquality() {}

    /** @throws WireException when a value contains itself, or is too large to be compared */
    public static boolean equal(Value one, Value other) throws WireException {
        // Sizes first: what a program returns must not make us sort millions of values that cannot be equal anyway.
        return size(one) == size(other)
                && new PythonEquality().canonical(one, 0).equals(new PythonEquality().canonical(other, 0));
    }

    private static int size(Value value) {
        return switch (value) {
            case Value.Container(Value.Kind kind, ArrayList<Value> _) when kind == Value.Kind.BYTEARRAY -> -1;
            case Value.Fixed(Value.Kind _, List<Value> items) -> items.size();
            case Value.Container(Value.Kind _, ArrayList<Value> items) -> items.size();
            default -> -1;
        };
    }

    /** Whether {@code value is expected}, for {@code None}, {@code True} and {@code False}. */
    public static boolean same(Value value, Value expected) {
        return (value instanceof Value.None || value instanceof Value.Bool) && value.equals(expected);
    }

    /** Whether {@code value} is true in a condition. */
    public static boolean truth(Value value) {
        return switch (value) {
            case Value.None _ -> false;
            case Value.Bool(boolean bool) -> bool;
            case Value.Int(BigInteger number) -> number.signum() != 0;
            case Value.Float(double number) -> number != 0;
            case Value.Complex(double real, double imaginary) -> real != 0 || imaginary != 0;
            case Value.Str(byte[] text) -> text.length > 0;
            case Value.Bytes(byte[] bytes) -> bytes.length > 0;
            case Value.Ratio(BigInteger numerator, BigInteger _) -> numerator.signum() != 0;
            case Value.Other(String _, boolean truth) -> truth;
            case Value.Fixed(Value.Kind _, List<Value> items) -> !items.isEmpty();
            case Value.Container(Value.Kind kind, ArrayList<Value> items)
            when kind == Value.Kind.BYTEARRAY -> truth(items.getFirst());
            case Value.Container(Value.Kind _, ArrayList<Value> items) -> !items.isEmpty();
        };
    }

    /** Whether {@code abs(one - other)} is below {@code tolerance}, or at it; false for what is not a real number. */
    public static boolean near(Value one, Value other, Value tolerance, boolean orAt) {
        if (exact(one) instanceof BigInteger a && exact(other) instanceof BigInteger b) {
            return below(new BigDecimal(a.subtract(b).abs()), tolerance, orAt);
        }
        double difference = Math.abs(real(one) - real(other));
        if (!Double.isFinite(difference)) {
            return difference < real(tolerance) || (orAt && difference == real(tolerance));
        }
        return below(new BigDecimal(difference), tolerance, orAt);
    }

    private static boolean below(BigDecimal difference, Value tolerance, boolean orAt) {
        double limit = real(tolerance);
        if (Double.isNaN(limit)) {
            return false;
        }
        if (Double.isInfinite(limit)) {
            return limit > 0;
        }
        int order = difference.compareTo(
                exact(tolerance) instanceof BigInteger whole ? new BigDecimal(whole) : new BigDecimal(limit));
        return orAt ? order <= 0 : order < 0;
    }

    private static Object exact(Value value) {
        return switch (value) {
            case Value.Bool(boolean bool) -> bool ? BigInteger.ONE : BigInteger.ZERO;
            case Value.Int(BigInteger number) -> number;
            default -> Double.NaN;
        };
    }

    private static double real(Value value) {
        return switch (value) {
            case Value.Bool(boolean bool) -> bool ? 1 : 0;
            case Value.Int(BigInteger number) -> number.doubleValue();
            case Value.Float(double number) -> number;
            case Value.Ratio(BigInteger numerator, BigInteger denominator) -> quotient(numerator, denominator);
            default -> Double.NaN;
        };
    }

    /** Ordered, so that a hash table of texts with one hash code stays fast. */
    private record Text(ByteBuffer utf8) implements Comparable<Text> {
        @Override
        public int compareTo(Text other) {
            return utf8.compareTo(other.utf8);
        }
    }

    private record Blob(ByteBuffer bytes) implements Comparable<Blob> {
        @Override
        public int compareTo(Blob other) {
            return bytes.compareTo(other.bytes);
        }
    }

    private record Ratio(BigInteger numerator, BigInteger denominator) {}

    private record Imaginary(Object real, double imaginary) {}

    private record Sequence(Value.Kind kind, List<Object> items) {}

    private record Items(Set<Object> items) {}

    private record Mapping(Map<Object, Object> entries) {}

    private enum Nothing {
        NONE
    }

    /** An object whose {@code equals} is Python's {@code ==}. */
    private Object canonical(Value value, int depth) throws WireException {
        if (++values > VALUES_MAX || depth > DEPTH_MAX) {
            throw new WireException("too large, or contains itself");
        }
        return switch (value) {
            case Value.None _ -> Nothing.NONE;
            case Value.Bool(boolean bool) -> bool ? BigInteger.ONE : BigInteger.ZERO;
            case Value.Int(BigInteger number) -> number;
            case Value.Float(double number) -> number(number);
            case Value.Complex(double real, double imaginary) ->
                imaginary == 0
                        ? number(real)
                        : Double.isNaN(imaginary) ? new Object() : new Imaginary(number(real), imaginary);
            case Value.Ratio(BigInteger numerator, BigInteger denominator) -> ratio(numerator, denominator);
            case Value.Other _ -> new Object();
            case Value.Str(byte[] text) -> new Text(ByteBuffer.wrap(text));
            case Value.Bytes(byte[] bytes) -> new Blob(ByteBuffer.wrap(bytes));
            case Value.Fixed(Value.Kind kind, List<Value> items) -> group(kind, items, depth);
            case Value.Container(Value.Kind kind, ArrayList<Value> items) -> group(kind, items, depth);
        };
    }

    private Object group(Value.Kind kind, List<Value> items, int depth) throws WireException {
        List<Object> canonical = new ArrayList<>(items.size());
        for (Value item : items) {
            canonical.add(canonical(item, depth + 1));
        }
        return switch (kind) {
            case LIST, TUPLE, DEQUE -> new Sequence(kind, canonical);
            case BYTEARRAY -> canonical.getFirst();
            case SET, FROZENSET -> new Items(new HashSet<>(canonical));
            case DICT -> {
                Map<Object, Object> entries = new HashMap<>();
                for (int i = 0; i < canonical.size(); i += 2) {
                    entries.put(canonical.get(i), canonical.get(i + 1));
                }
                yield new Mapping(entries);
            }
        };
    }

    private static double quotient(BigInteger numerator, BigInteger denominator) {
        return new BigDecimal(numerator)
                .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
                .doubleValue();
    }

    /** As a float where one is exactly this. */
    private static Object ratio(BigInteger numerator, BigInteger denominator) {
        if (denominator.equals(BigInteger.ONE)) {
            return numerator;
        }
        double nearest = quotient(numerator, denominator);
        boolean exact = Double.isFinite(nearest)
                && new BigDecimal(nearest).multiply(new BigDecimal(denominator)).compareTo(new BigDecimal(numerator))
                        == 0;
        return exact ? (Object) nearest : new Ratio(numerator, denominator);
    }

    private static Object number(double number) {
        if (Double.isNaN(number)) {
            return new Object();
        }
        if (Double.isInfinite(number) || number != Math.rint(number)) {
            return number;
        }
        return new BigDecimal(number).toBigIntegerExact();
    }
}
