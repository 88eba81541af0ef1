package dev.triptych.verifier.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class WireReaderTest {
    private static final long SEED = 20_260_101;

    @Test
    void readsWhatTheWriterWrites() throws WireException {
        byte[] message = WireWriter.message("L", List.of("text", true, 7, new WireWriter.Names(List.of("a"))));
        WireReader reader = new WireReader(message);
        assertThat(reader.letter()).isEqualTo('L');
        assertThat(Show.of(reader.value())).isEqualTo("('text', True, 7, ['a'])");
        reader.end();
    }

    @Test
    void keepsLoneSurrogates() throws WireException {
        Value value = new WireReader(WireWriter.message("", "a\ud800")).value();
        assertThat(value).isInstanceOf(Value.Str.class);
        assertThat(((Value.Str) value).utf8()).containsExactly('a', 0xED, 0xA0, 0x80);
    }

    @Test
    void comparesFractionsAndDecimalsAsNumbers() throws WireException {
        Value half = new Value.Float(0.5);
        String fraction =
                "79740000000273000000096672616374696f6e7373000000084672616374696f6e7400000002690000000101690000000102";
        String decimal = "7974000000027300000007646563696d616c7300000007446563696d616c74000000017300000003302e35";
        String large = "7974000000027300000007646563696d616c7300000007446563696d616c7400000001730000000431452b33";
        assertThat(PythonEquality.equal(hex(fraction), half)).isTrue();
        assertThat(PythonEquality.equal(hex(decimal), half)).isTrue();
        assertThat(PythonEquality.equal(hex(large), new Value.Int(BigInteger.valueOf(1_000))))
                .isTrue();
        assertThat(PythonEquality.equal(hex(large), half)).isFalse();
    }

    private static Value hex(String bytes) throws WireException {
        return new WireReader(HexFormat.of().parseHex(bytes)).value();
    }

    @Test
    @Timeout(30)
    void reckonsWithNoNumberOfMillionsOfDigits() throws WireException {
        Value decimal = library("decimal", "Decimal", "9".repeat(10_000_000));
        assertThat(decimal).isEqualTo(new Value.Other("Decimal", true));
        assertThat(library("decimal", "Decimal", "-0E+99999999999")).isEqualTo(new Value.Other("Decimal", false));
        assertThat(library("decimal", "Decimal", "NaN")).isEqualTo(new Value.Other("Decimal", true));
        byte[] digits = new byte[6_000_000];
        Arrays.fill(digits, (byte) 0x55);
        byte[] name = WireWriter.message("y", List.of("fractions", "Fraction"));
        ByteBuffer fraction = ByteBuffer.allocate(name.length + 15 + 2 * digits.length)
                .put(name)
                .put((byte) 't')
                .putInt(2);
        for (int i = 0; i < 2; i++) {
            fraction.put((byte) 'i').putInt(digits.length).put(digits);
        }
        assertThat(new WireReader(fraction.array()).value()).isEqualTo(new Value.Other("Fraction", true));
    }

    @Test
    void readsScalarsOfNumpyAsTheNumbersAndTextsTheyAre() throws WireException {
        assertThat(PythonEquality.truth(library("numpy", "float16", "<f2", List.of(), new byte[2])))
                .isFalse();
        assertThat(PythonEquality.truth(library("numpy", "str_", "<U0", List.of(), new byte[4])))
                .isFalse();
        assertThat(Show.of(library("numpy", "str_", "<U2", List.of(), new byte[] {'a', 0, 0, 0, (byte) 0xFC, 0, 0, 0})))
                .isEqualTo("'aü'");
        assertThat(Show.of(library("numpy", "bytes_", "|S2", List.of(), new byte[] {'a', 'b'})))
                .isEqualTo("b'ab'");
        assertThat(Show.of(library("numpy", "int16", "<i2", List.of(), new byte[] {-2, -1})))
                .isEqualTo("-2");
        assertThat(Show.of(library("numpy", "uint8", "|u1", List.of(), new byte[] {-1})))
                .isEqualTo("255");
        byte[] complex = ByteBuffer.allocate(16)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putDouble(1)
                .putDouble(2)
                .array();
        assertThat(library("numpy", "complex128", "<c16", List.of(), complex)).isEqualTo(new Value.Complex(1, 2));
        assertThat(library("numpy", "ndarray", "<i8", List.of(1), new byte[8])).isEqualTo(new Value.Opaque("ndarray"));
        assertThat(library("numpy", "float64", ">f8", List.of(), new byte[8])).isEqualTo(new Value.Opaque("float64"));
        assertThatThrownBy(() -> library("numpy", "float64", "<f8", List.of(), new byte[7]))
                .isInstanceOf(WireException.class);
    }

    private static Value library(String module, String type, Object... parts) throws WireException {
        byte[] name = WireWriter.message("y", List.of(module, type));
        byte[] value = WireWriter.message("", List.of(parts));
        return new WireReader(ByteBuffer.allocate(name.length + value.length)
                        .put(name)
                        .put(value)
                        .array())
                .value();
    }

    @Test
    void refusesWhatIsCutOrLies() {
        byte[] whole = WireWriter.message("", List.of("text", 7));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> new WireReader(cut).value()).isInstanceOf(WireException.class);
        }
        assertRefused(new byte[] {'l', 0x7f, -1, -1, -1});
        assertRefused(new byte[] {'s', -1, -1, -1, -1});
        assertRefused(new byte[] {'r', 0, 0, 0, 0});
        assertRefused(new byte[] {'?'});
        assertRefused(new byte[] {'i', 0, 0, 0, 0});
    }

    @Test
    void refusesWhatIsNestedTooDeep() {
        byte[] nested = new byte[5 * 10_000];
        for (int i = 0; i < nested.length; i += 5) {
            nested[i] = 'l';
            nested[i + 4] = 1;
        }
        assertRefused(nested);
    }

    @Test
    void setsNothingAsideForItemsThatAreOnlyPromised() {
        ByteBuffer nested = ByteBuffer.allocate(19 << 20);
        for (int depth = 0; depth < 150; depth++) {
            nested.put((byte) 't').putInt(nested.remaining() - Integer.BYTES);
        }
        assertRefused(nested.array());
    }

    @Test
    void refusesMoreValuesThanTheEncoderWrites() throws WireException {
        assertThat(new WireReader(nones(1_999_999)).value()).isInstanceOf(Value.Container.class);
        assertThatThrownBy(() -> new WireReader(nones(2_000_000)).value())
                .isInstanceOf(WireException.class)
                .hasMessage("too large");
    }

    private static byte[] nones(int count) {
        ByteBuffer list = ByteBuffer.allocate(5 + count).put((byte) 'l').putInt(count);
        while (list.hasRemaining()) {
            list.put((byte) 'N');
        }
        return list.array();
    }

    @Test
    void neverFailsInAnotherWayWhateverTheBytes() {
        Random random = new Random(SEED);
        String tags = "NTFidcsbtzrlmeykwn";
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte)
                        (random.nextInt(3) == 0 ? tags.charAt(random.nextInt(tags.length())) : random.nextInt(4));
            }
            try {
                WireReader reader = new WireReader(bytes);
                reader.value();
                reader.changes();
                reader.end();
            } catch (WireException e) {
                assertThat(e).hasMessageNotContaining("Exception");
            }
        }
    }

    private static void assertRefused(byte[] bytes) {
        assertThatThrownBy(() -> new WireReader(bytes).value()).isInstanceOf(WireException.class);
    }
}
