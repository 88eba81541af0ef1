package dev.triptych.verifier.wire;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;

/**
 * A hashable value in a set or as the key of a dict: equal to another where Python's {@code ==} says so. Its hash is
 * computed once, in time that grows with the value's size alone, and with numbers drawn at start: nobody who writes
 * values can aim at one hash with many of them.
 */
final class Key {
    private static final SecureRandom RANDOM = new SecureRandom();
    /** Of numbers whatever their type: what they are modulo this. */
    private static final BigInteger PRIME = BigInteger.probablePrime(62, RANDOM);

    private static final long FACTOR = RANDOM.nextLong() | 1;
    private static final long SEED = RANDOM.nextLong();

    private final Object content;
    private final long hash;

    private Key(Object content, long hash) {
        this.content = content;
        this.hash = hash;
    }

    /** Numerator and denominator, which is positive; not in lowest terms. */
    private record Rational(BigInteger numerator, BigInteger denominator) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Rational(BigInteger above, BigInteger below)
                    && (denominator.equals(below)
                            ? numerator.equals(above)
                            : numerator.multiply(below).equals(above.multiply(denominator)));
        }

        @Override
        public int hashCode() {
            return Long.hashCode(hash());
        }

        long hash() {
            if (denominator.equals(BigInteger.ONE)) {
                return numerator.mod(PRIME).longValue();
            }
            BigInteger below = denominator.mod(PRIME);
            return below.signum() == 0
                    ? 0
                    : numerator
                            .mod(PRIME)
                            .multiply(below.modInverse(PRIME))
                            .mod(PRIME)
                            .longValue();
        }
    }

    private record Text(ByteBuffer utf8) {}

    private record Blob(ByteBuffer bytes) {}

    private record Imaginary(Key real, Key imaginary) {}

    private enum Nothing {
        NONE
    }

    static Key none() {
        return new Key(Nothing.NONE, FACTOR);
    }

    /** Equal to nothing but itself. */
    static Key unlike() {
        return new Key(new Object(), RANDOM.nextLong());
    }

    static Key ratio(BigInteger numerator, BigInteger denominator) {
        Rational number = new Rational(numerator, denominator);
        return new Key(number, mixed(SEED, number.hash()));
    }

    static Key number(double number) {
        if (Double.isNaN(number)) {
            return unlike();
        }
        if (Double.isInfinite(number)) {
            return new Key(number, mixed(FACTOR, Double.doubleToLongBits(number)));
        }
        long bits = Double.doubleToLongBits(number);
        int field = (int) (bits >> 52) & 0x7FF;
        long whole = bits & (1L << 52) - 1 | (field == 0 ? 0 : 1L << 52);
        int exponent = Math.max(field, 1) - 1_075;
        BigInteger size = BigInteger.valueOf(number < 0 ? -whole : whole);
        int zeros = size.signum() == 0 ? 0 : Math.min(size.getLowestSetBit(), Math.max(-exponent, 0));
        return exponent + zeros >= 0
                ? ratio(size.shiftRight(zeros).shiftLeft(exponent + zeros), BigInteger.ONE)
                : ratio(size.shiftRight(zeros), BigInteger.ONE.shiftLeft(-exponent - zeros));
    }

    static Key complex(double real, double imaginary) {
        if (imaginary == 0) {
            return number(real);
        }
        Imaginary both = new Imaginary(number(real), number(imaginary));
        return new Key(both, mixed(both.real.hash, both.imaginary.hash));
    }

    static Key text(byte[] utf8) {
        return new Key(new Text(ByteBuffer.wrap(utf8)), hash(SEED, utf8));
    }

    static Key bytes(byte[] bytes) {
        return new Key(new Blob(ByteBuffer.wrap(bytes)), hash(FACTOR, bytes));
    }

    static Key tuple(List<Key> items) {
        long hash = SEED + FACTOR;
        for (Key item : items) {
            hash = mixed(hash, item.hash);
        }
        return new Key(items, hash);
    }

    static Key frozenset(Set<Key> items) {
        long hash = SEED - FACTOR;
        for (Key item : items) {
            hash += mixed(FACTOR, item.hash);
        }
        return new Key(items, mixed(hash, items.size()));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key key && hash == key.hash && content.equals(key.content);
    }

    @Override
    public int hashCode() {
        return Long.hashCode(hash);
    }

    private static long hash(long seed, byte[] bytes) {
        ByteBuffer rest = ByteBuffer.wrap(bytes);
        long hash = mixed(seed, bytes.length);
        while (rest.remaining() >= Long.BYTES) {
            hash = mixed(hash, rest.getLong());
        }
        long last = 0;
        while (rest.hasRemaining()) {
            last = last << Byte.SIZE | rest.get() & 0xFF;
        }
        return mixed(hash, last);
    }

    private static long mixed(long hash, long next) {
        long product = (hash ^ next) * FACTOR;
        return (product ^ product >>> 29) * FACTOR + SEED;
    }
}
