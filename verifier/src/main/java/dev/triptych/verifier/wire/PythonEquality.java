package dev.triptych.verifier.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Equality and truth as Python has them between exact built-in types: {@code True == 1}, {@code 2 == 2.0},
 * {@code set == frozenset}, a list is no tuple, NaN is equal to nothing.
 */
public final class PythonEquality {
    private static final int DEPTH_MAX = 160;
    private static final int VALUES_MAX = 4_000_000;
    /** An integer of more bits is larger than every finite float. */
    private static final int FLOAT_BITS = 1_024;

    private int values;

    private PythonEquality() {}

    /** @throws WireException when a value contains itself, is too large to be compared, or only its library can */
    public static boolean equal(Value one, Value other) throws WireException {
        return new PythonEquality().equal(one, other, 0);
    }

    /** Goes no further than both are alike: what a program returns is not walked through where it differs anyway. */
    private boolean equal(Value some, Value another, int depth) throws WireException {
        count(depth);
        Value one = plain(some);
        Value other = plain(another);
        Value.Kind kind = kind(one);
        List<Value> items = items(one);
        List<Value> others = items(other);
        if (order(kind) != order(kind(other)) || items.size() != others.size()) {
            return false;
        }
        if (kind == null) {
            return key(one, depth).equals(key(other, depth));
        }
        return switch (kind) {
            case LIST, TUPLE, DEQUE, BYTEARRAY -> {
                for (int i = 0; i < items.size(); i++) {
                    if (!equal(items.get(i), others.get(i), depth + 1)) {
                        yield false;
                    }
                }
                yield true;
            }
            case SET, FROZENSET -> keys(items, depth).equals(keys(others, depth));
            case DICT -> equal(entries(items, depth), entries(others, depth), depth);
        };
    }

    private boolean equal(Map<Key, Value> entries, Map<Key, Value> others, int depth) throws WireException {
        if (entries.size() != others.size()) {
            return false;
        }
        for (Map.Entry<Key, Value> entry : entries.entrySet()) {
            Value other = others.get(entry.getKey());
            if (other == null || !equal(entry.getValue(), other, depth + 1)) {
                return false;
            }
        }
        return true;
    }

    private void count(int depth) throws WireException {
        if (++values > VALUES_MAX || depth > DEPTH_MAX) {
            throw new WireException("too large, or contains itself");
        }
    }

    /** A bytearray as its bytes. */
    private static Value plain(Value value) throws WireException {
        if (value instanceof Value.Opaque opaque) {
            throw unasked(opaque);
        }
        return value instanceof Value.Container(Value.Kind kind, ArrayList<Value> items) && kind == Value.Kind.BYTEARRAY
                ? items.getFirst()
                : value;
    }

    private static WireException unasked(Value.Opaque opaque) {
        return new WireException("a value of type " + opaque.type() + ", which only its library can compare");
    }

    private static Value.@Nullable Kind kind(Value value) {
        return switch (value) {
            case Value.Fixed(Value.Kind kind, List<Value> _) -> kind;
            case Value.Container(Value.Kind kind, ArrayList<Value> _) -> kind;
            default -> null;
        };
    }

    /** Kinds of one number may be equal; a set is equal to a frozenset. */
    private static int order(Value.@Nullable Kind kind) {
        return kind == null ? -1 : kind == Value.Kind.SET ? Value.Kind.FROZENSET.ordinal() : kind.ordinal();
    }

    private static List<Value> items(Value value) {
        return switch (value) {
            case Value.Fixed(Value.Kind _, List<Value> items) -> items;
            case Value.Container(Value.Kind _, ArrayList<Value> items) -> items;
            default -> List.of();
        };
    }

    /** Whether {@code value is expected}, for {@code None}, {@code True} and {@code False}. */
    public static boolean same(Value value, Value expected) {
        return (value instanceof Value.None || value instanceof Value.Bool) && value.equals(expected);
    }

    /**
     * Whether {@code value} is true in a condition.
     *
     * @throws WireException when only its library can tell
     */
    public static boolean truth(Value value) throws WireException {
        return switch (value) {
            case Value.None _ -> false;
            case Value.Bool(boolean bool) -> bool;
            case Value.Int(BigInteger number) -> number.signum() != 0;
            case Value.Float(double number) -> number != 0;
            case Value.Complex(double real, double imaginary) -> real != 0 || imaginary != 0;
            case Value.Str(byte[] text) -> text.length > 0;
            case Value.Bytes(byte[] bytes) -> bytes.length > 0;
            case Value.Ratio(BigInteger numerator, BigInteger _) -> numerator.signum() != 0;
            case Value.Decimal(BigDecimal number) -> number.signum() != 0;
            case Value.Other(String _, boolean truth) -> truth;
            case Value.Opaque opaque -> throw unasked(opaque);
            case Value.Fixed(Value.Kind _, List<Value> items) -> !items.isEmpty();
            case Value.Container(Value.Kind kind, ArrayList<Value> items)
            when kind == Value.Kind.BYTEARRAY -> truth(items.getFirst());
            case Value.Container(Value.Kind _, ArrayList<Value> items) -> !items.isEmpty();
        };
    }

    /** Whether {@code abs(one - other)} is below {@code tolerance}, or at it; false where Python would raise. */
    public static boolean near(Value one, Value other, Value tolerance, boolean orAt) {
        if (tolerance instanceof Value.Complex) {
            return false;
        }
        if (exact(one) instanceof BigInteger a && exact(other) instanceof BigInteger b) {
            BigInteger whole = a.subtract(b).abs();
            return exact(tolerance) instanceof BigInteger limit
                    ? holds(whole.compareTo(limit), orAt)
                    : whole.bitLength() > FLOAT_BITS
                            ? real(tolerance) == Double.POSITIVE_INFINITY
                            : below(new BigDecimal(whole), tolerance, orAt);
        }
        if (one instanceof Value.Decimal(BigDecimal number)) {
            // Python takes a float from a Decimal as little as a text.
            return exact(other) instanceof BigInteger b
                    && below(number.subtract(new BigDecimal(b)).abs(), tolerance, orAt);
        }
        double difference = one instanceof Value.Complex || other instanceof Value.Complex
                ? Math.hypot(real(one) - real(other), imaginary(one) - imaginary(other))
                : Math.abs(real(one) - real(other));
        if (!Double.isFinite(difference)) {
            return difference < real(tolerance) || (orAt && difference == real(tolerance));
        }
        return below(new BigDecimal(difference), tolerance, orAt);
    }

    private static boolean below(BigDecimal difference, Value tolerance, boolean orAt) {
        if (exact(tolerance) instanceof BigInteger whole) {
            return holds(difference.compareTo(new BigDecimal(whole)), orAt);
        }
        double limit = real(tolerance);
        if (Double.isNaN(limit)) {
            return false;
        }
        return Double.isInfinite(limit) ? limit > 0 : holds(difference.compareTo(new BigDecimal(limit)), orAt);
    }

    private static boolean holds(int order, boolean orAt) {
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
            case Value.Complex(double real, double _) -> real;
            case Value.Ratio(BigInteger numerator, BigInteger denominator) ->
                new BigDecimal(numerator)
                        .divide(new BigDecimal(denominator), MathContext.DECIMAL128)
                        .doubleValue();
            default -> Double.NaN;
        };
    }

    private static double imaginary(Value value) {
        return value instanceof Value.Complex(double _, double imaginary) ? imaginary : 0;
    }

    /** What the value is in a set or as the key of a dict; numbers of different types may be equal. */
    private Key key(Value value, int depth) throws WireException {
        count(depth);
        return switch (value) {
            case Value.None _ -> Key.none();
            case Value.Bool(boolean bool) -> Key.ratio(bool ? BigInteger.ONE : BigInteger.ZERO, BigInteger.ONE);
            case Value.Int(BigInteger number) -> Key.ratio(number, BigInteger.ONE);
            case Value.Float(double number) -> Key.number(number);
            case Value.Complex(double real, double imaginary) -> Key.complex(real, imaginary);
            case Value.Ratio(BigInteger numerator, BigInteger denominator) -> Key.ratio(numerator, denominator);
            case Value.Decimal(BigDecimal number) -> {
                BigInteger scale = BigInteger.TEN.pow(Math.abs(number.scale()));
                yield number.scale() > 0
                        ? Key.ratio(number.unscaledValue(), scale)
                        : Key.ratio(number.unscaledValue().multiply(scale), BigInteger.ONE);
            }
            case Value.Other _ -> Key.unlike();
            case Value.Opaque opaque -> throw unasked(opaque);
            case Value.Str(byte[] text) -> Key.text(text);
            case Value.Bytes(byte[] bytes) -> Key.bytes(bytes);
            case Value.Fixed(Value.Kind kind, List<Value> items) -> {
                if (kind == Value.Kind.FROZENSET) {
                    yield Key.frozenset(keys(items, depth));
                }
                List<Key> keys = new ArrayList<>(items.size());
                for (Value item : items) {
                    keys.add(key(item, depth + 1));
                }
                yield Key.tuple(keys);
            }
            case Value.Container _ -> throw new WireException("a key that can change");
        };
    }

    private Set<Key> keys(List<Value> items, int depth) throws WireException {
        Set<Key> keys = new HashSet<>();
        for (Value item : items) {
            keys.add(key(item, depth + 1));
        }
        return keys;
    }

    private Map<Key, Value> entries(List<Value> items, int depth) throws WireException {
        Map<Key, Value> entries = new HashMap<>();
        for (int i = 0; i < items.size(); i += 2) {
            entries.put(key(items.get(i), depth + 1), items.get(i + 1));
        }
        return entries;
    }
}
