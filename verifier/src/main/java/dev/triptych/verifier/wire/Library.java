package dev.triptych.verifier.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values of Python's standard library and of numpy, from the parts that {@code wire.py} takes them into. */
final class Library {
    /** A Decimal of a larger exponent is not spelled out: no literal that fits a message is equal to it. */
    private static final int EXPONENT_MAX = 5_000;

    private Library() {}

    /** @param name module and class */
    static Value value(Value name, Value parts) throws WireException {
        if (!(name instanceof Value.Fixed(Value.Kind _, List<Value> names)) || names.size() != 2) {
            throw new WireException("not a name");
        }
        if (!(parts instanceof Value.Fixed(Value.Kind _, List<Value> items))) {
            throw new WireException("not parts");
        }
        String type = text(names.get(1));
        return switch (type) {
            case "Decimal" -> decimal(text(only(items, 1)));
            case "Fraction" -> ratio(integer(only(items, 2)), integer(items.get(1)));
            case "range" -> new Value.Other(type, !empty(items));
            case "timedelta" -> new Value.Other(type, items.stream().anyMatch(PythonEquality::truth));
            case "ndarray" -> new Value.Other(type, true);
            default -> text(names.getFirst()).equals("numpy") ? scalar(type, items) : new Value.Other(type, true);
        };
    }

    /** The first item of a pair: what kind of container it is. */
    static String name(Value pair) throws WireException {
        if (pair instanceof Value.Fixed(Value.Kind _, List<Value> items) && items.size() == 2) {
            return text(items.getFirst());
        }
        throw new WireException("not a container's name");
    }

    private static Value only(List<Value> items, int count) throws WireException {
        if (items.size() != count) {
            throw new WireException("not the parts of this type");
        }
        return items.getFirst();
    }

    private static Value decimal(String text) throws WireException {
        try {
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > EXPONENT_MAX || number.precision() > EXPONENT_MAX) {
                return new Value.Other("Decimal", number.signum() != 0);
            }
            BigInteger scale = BigInteger.TEN.pow(Math.abs(number.scale()));
            return number.scale() > 0
                    ? ratio(number.unscaledValue(), scale)
                    : ratio(number.unscaledValue().multiply(scale), BigInteger.ONE);
        } catch (NumberFormatException e) {
            return new Value.Other("Decimal", true); // NaN or infinite
        }
    }

    private static Value ratio(BigInteger numerator, BigInteger denominator) throws WireException {
        if (denominator.signum() <= 0) {
            throw new WireException("not a fraction");
        }
        BigInteger common = numerator.gcd(denominator);
        return new Value.Ratio(numerator.divide(common), denominator.divide(common));
    }

    private static boolean empty(List<Value> range) throws WireException {
        BigInteger start = integer(only(range, 3));
        int direction = integer(range.get(2)).signum();
        return integer(range.get(1)).subtract(start).signum() * direction <= 0;
    }

    /** A scalar of numpy is equal to what Python's number of the same size is; but it is never {@code True} itself. */
    private static Value scalar(String type, List<Value> items) throws WireException {
        only(items, 3);
        if (!(items.get(2) instanceof Value.Bytes(byte[] bytes)) || bytes.length == 0 || bytes.length > 8) {
            return new Value.Other(type, true);
        }
        byte[] wide = new byte[8];
        ByteBuffer data = ByteBuffer.wrap(wide).order(ByteOrder.LITTLE_ENDIAN).put(0, bytes);
        boolean negative = bytes[bytes.length - 1] < 0;
        return switch (text(items.getFirst())) {
            case "|b1", "|u1", "<u2", "<u4", "<u8" -> new Value.Int(new BigInteger(1, reversed(wide)));
            case "|i1", "<i2", "<i4", "<i8" -> {
                for (int i = bytes.length; i < wide.length; i++) {
                    wide[i] = (byte) (negative ? -1 : 0);
                }
                yield new Value.Int(BigInteger.valueOf(data.getLong(0)));
            }
            case "<f4" -> new Value.Float(data.getFloat(0));
            case "<f8" -> new Value.Float(data.getDouble(0));
            default -> new Value.Other(type, true);
        };
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

    private static String text(Value value) throws WireException {
        if (value instanceof Value.Str(byte[] utf8)) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        throw new WireException("not a text");
    }
}
