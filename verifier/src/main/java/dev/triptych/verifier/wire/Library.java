package dev.triptych.verifier.wire;

import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values of Python's standard library and of numpy, from the parts that {@code wire.py} takes them into. */
final class Library {
    /**
     * Longer numbers, and larger exponents, are not reckoned with, for that takes more than linear time; they are equal
     * to no literal that anybody writes.
     */
    private static final int DIGITS_MAX = 5_000;

    private static final int BITS_MAX = DIGITS_MAX * 10 / 3;
    private static final int NAME_BYTES_MAX = 200;

    private Library() {}

    /** @param name module and class */
    static Value value(Value name, Value parts) throws WireException {
        if (!(name instanceof Value.Fixed(Value.Kind _, List<Value> names)) || names.size() != 2) {
            throw new WireException("not a name");
        }
        if (!(parts instanceof Value.Fixed(Value.Kind _, List<Value> items))) {
            throw new WireException("not parts");
        }
        String type = name(names, 1);
        return switch (type) {
            case "Decimal" -> decimal(text(only(items, 1)));
            case "Fraction" -> fraction(integer(only(items, 2)), integer(items.get(1)));
            case "range" -> new Value.Other(type, !empty(items));
            case "timedelta" -> new Value.Other(type, anyTrue(items));
            case "ndarray" -> new Value.Opaque(type);
            default -> name(names, 0).equals("numpy") ? scalar(type, items) : new Value.Other(type, true);
        };
    }

    /** The first item of a pair: what kind of container it is. */
    static String name(Value pair) throws WireException {
        if (pair instanceof Value.Fixed(Value.Kind _, List<Value> items) && items.size() == 2) {
            return name(items, 0);
        }
        throw new WireException("not a container's name");
    }

    private static String name(List<Value> names, int at) throws WireException {
        byte[] utf8 = text(names.get(at));
        if (utf8.length > NAME_BYTES_MAX) {
            throw new WireException("not a name");
        }
        return new String(utf8, StandardCharsets.UTF_8);
    }

    private static boolean anyTrue(List<Value> items) throws WireException {
        for (Value item : items) {
            if (PythonEquality.truth(item)) {
                return true;
            }
        }
        return false;
    }

    private static Value only(List<Value> items, int count) throws WireException {
        if (items.size() != count) {
            throw new WireException("not the parts of this type");
        }
        return items.getFirst();
    }

    private static Value decimal(byte[] text) {
        if (text.length <= 2 * DIGITS_MAX) {
            try {
                BigDecimal number = new BigDecimal(new String(text, StandardCharsets.UTF_8));
                if (Math.abs((long) number.scale()) <= DIGITS_MAX && number.precision() <= DIGITS_MAX) {
                    return new Value.Decimal(number);
                }
            } catch (NumberFormatException e) {
                // NaN, infinite, or an exponent of many digits
            }
        }
        return new Value.Other("Decimal", !zero(text));
    }

    /** Whether the digits before an exponent are all zero. */
    private static boolean zero(byte[] text) {
        for (byte letter : text) {
            if (letter == 'E') {
                return true;
            }
            if (letter != '0' && letter != '.' && letter != '-') {
                return false;
            }
        }
        return true;
    }

    private static Value fraction(BigInteger numerator, BigInteger denominator) throws WireException {
        if (denominator.signum() <= 0) {
            throw new WireException("not a fraction");
        }
        return numerator.bitLength() > BITS_MAX || denominator.bitLength() > BITS_MAX
                ? new Value.Other("Fraction", numerator.signum() != 0)
                : new Value.Ratio(numerator, denominator);
    }

    private static boolean empty(List<Value> range) throws WireException {
        BigInteger start = integer(only(range, 3));
        int direction = integer(range.get(2)).signum();
        return integer(range.get(1)).subtract(start).signum() * direction <= 0;
    }

    /** A scalar of numpy is equal to what Python's number of the same size is; but it is never {@code True} itself. */
    private static Value scalar(String type, List<Value> items) throws WireException {
        String format = name(List.of(only(items, 3)), 0);
        if (!(items.get(2) instanceof Value.Bytes(byte[] bytes))) {
            throw new WireException("not a scalar");
        }
        return switch (format) {
            case "|b1", "|u1", "<u2", "<u4", "<u8" -> new Value.Int(new BigInteger(1, reversed(sized(format, bytes))));
            case "|i1", "<i2", "<i4", "<i8" -> new Value.Int(new BigInteger(reversed(sized(format, bytes))));
            case "<f2" ->
                new Value.Float(Float.float16ToFloat(data(format, bytes).getShort()));
            case "<f4" -> new Value.Float(data(format, bytes).getFloat());
            case "<f8" -> new Value.Float(data(format, bytes).getDouble());
            case "<c8" ->
                new Value.Complex(
                        data(format, bytes).getFloat(), data(format, bytes).getFloat(4));
            case "<c16" ->
                new Value.Complex(
                        data(format, bytes).getDouble(), data(format, bytes).getDouble(8));
            default -> letters(type, format, bytes);
        };
    }

    /** A text or bytes of numpy is equal to what Python's is. */
    private static Value letters(String type, String format, byte[] bytes) {
        if (format.equals("<U0")) {
            return new Value.Str(new byte[0]);
        }
        if (format.equals("|S0")) {
            return new Value.Bytes(new byte[0]);
        }
        if (format.equals("|S" + bytes.length)) {
            return new Value.Bytes(bytes);
        }
        if (!format.equals("<U" + bytes.length / Integer.BYTES) || bytes.length % Integer.BYTES != 0) {
            return new Value.Opaque(type);
        }
        ByteBuffer points = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        ByteArrayOutputStream utf8 = new ByteArrayOutputStream(bytes.length);
        while (points.hasRemaining()) {
            int point = points.getInt();
            if (!Character.isValidCodePoint(point)) {
                return new Value.Opaque(type);
            }
            WireWriter.utf8(point, utf8);
        }
        return new Value.Str(utf8.toByteArray());
    }

    private static ByteBuffer data(String format, byte[] bytes) throws WireException {
        return ByteBuffer.wrap(sized(format, bytes)).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** The bytes, of which there must be as many as the format says after its two letters. */
    private static byte[] sized(String format, byte[] bytes) throws WireException {
        if (!format.substring(2).equals(Integer.toString(bytes.length))) {
            throw new WireException("not a scalar");
        }
        return bytes;
    }

    private static byte[] reversed(byte[] bytes) {
        byte[] reversed = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            reversed[i] = bytes[bytes.length - 1 - i];
        }
        return reversed;
    }

    private static BigInteger integer(Value value) throws WireException {
        if (value instanceof Value.Int(BigInteger number)) {
            return number;
        }
        throw new WireException("not an integer");
    }

    private static byte[] text(Value value) throws WireException {
        if (value instanceof Value.Str(byte[] utf8)) {
            return utf8;
        }
        throw new WireException("not a text");
    }
}
