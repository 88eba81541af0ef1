package dev.triptych.verifier.wire;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the few values that the judge itself sends into a jail. */
public final class WireWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private WireWriter() {}

    /** {@code letter}, then {@code value}: null, Boolean, Integer, String, byte[] a List, which becomes a tuple, or an
     * empty Map. */
    public static byte[] message(String letter, @Nullable Object value) {
        WireWriter writer = new WireWriter();
        writer.out.writeBytes(letter.getBytes(StandardCharsets.US_ASCII));
        writer.write(value);
        return writer.out.toByteArray();
    }

    /** A list of strings, as Python's list. */
    public record Names(List<String> names) {}

    private void write(@Nullable Object value) {
        switch (value) {
            case null -> out.write('N');
            case Boolean bool -> out.write(bool ? 'T' : 'F');
            case Integer integer -> blob('i', BigInteger.valueOf(integer).toByteArray());
            case String text -> blob('s', utf8(text));
            case byte[] bytes -> blob('b', bytes);
            case Map<?, ?> map when map.isEmpty() -> items('m', List.of());
            case Names(List<String> names) -> items('l', names);
            case List<?> items -> items('t', items);
            default -> throw new IllegalArgumentException("cannot be written: " + value.getClass());
        }
    }

    private void items(char tag, List<?> items) {
        out.write(tag);
        out.writeBytes(ByteBuffer.allocate(4).putInt(items.size()).array());
        items.forEach(this::write);
    }

    private void blob(char tag, byte[] bytes) {
        out.write(tag);
        out.writeBytes(ByteBuffer.allocate(4).putInt(bytes.length).array());
        out.writeBytes(bytes);
    }

    private static byte[] utf8(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length() + 16);
        text.codePoints().forEach(point -> utf8(point, bytes));
        return bytes.toByteArray();
    }

    /** UTF-8 with lone surrogates kept, as Python's surrogatepass does; Java would replace them. */
    static void utf8(int point, ByteArrayOutputStream bytes) {
        if (point < 0x80) {
            bytes.write(point);
            return;
        }
        if (point < 0x800) {
            bytes.write(0xC0 | point >> 6);
        } else {
            if (point < 0x10000) {
                bytes.write(0xE0 | point >> 12);
            } else {
                bytes.write(0xF0 | point >> 18);
                bytes.write(0x80 | point >> 12 & 0x3F);
            }
            bytes.write(0x80 | point >> 6 & 0x3F);
        }
        bytes.write(0x80 | point & 0x3F);
    }
}
