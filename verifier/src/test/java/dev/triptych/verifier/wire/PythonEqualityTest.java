package dev.triptych.verifier.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.verifier.wire.Value.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class PythonEqualityTest {
    @Test
    void comparesNumbersAcrossTheirTypes() throws WireException {
        assertThat(PythonEquality.equal(new Value.Bool(true), integer(1))).isTrue();
        assertThat(PythonEquality.equal(integer(2), new Value.Float(2))).isTrue();
        assertThat(PythonEquality.equal(new Value.Float(-0.0), integer(0))).isTrue();
        assertThat(PythonEquality.equal(new Value.Complex(2, 0), integer(2))).isTrue();
        assertThat(PythonEquality.equal(integer(2), new Value.Float(2.5))).isFalse();
        // 2^53 + 1 has no float of its own.
        Value large = new Value.Int(BigInteger.TWO.pow(53).add(BigInteger.ONE));
        assertThat(PythonEquality.equal(large, new Value.Float(9007199254740992.0)))
                .isFalse();
    }

    @Test
    void holdsNanEqualToNothing() throws WireException {
        Value nan = new Value.Float(Double.NaN);
        assertThat(PythonEquality.equal(nan, nan)).isFalse();
        assertThat(PythonEquality.equal(list(nan), list(nan))).isFalse();
    }

    @Test
    void tellsListFromTupleAndTextFromBytes() throws WireException {
        assertThat(PythonEquality.equal(list(integer(1)), tuple(integer(1)))).isFalse();
        assertThat(PythonEquality.equal(text("a"), new Value.Bytes(new byte[] {'a'})))
                .isFalse();
        assertThat(PythonEquality.equal(text("1"), integer(1))).isFalse();
        assertThat(PythonEquality.equal(new Value.None(), new Value.Bool(false)))
                .isFalse();
    }

    @Test
    void comparesSetsAndDictsWithoutOrder() throws WireException {
        Value set = new Value.Container(Kind.SET, new ArrayList<>(List.of(integer(1), integer(2))));
        Value frozen = new Value.Fixed(Kind.FROZENSET, List.of(new Value.Float(2), new Value.Bool(true)));
        assertThat(PythonEquality.equal(set, frozen)).isTrue();
        assertThat(PythonEquality.equal(
                        dict(text("a"), integer(1), text("b"), integer(2)),
                        dict(text("b"), integer(2), text("a"), integer(1))))
                .isTrue();
        assertThat(PythonEquality.equal(dict(text("a"), integer(1)), dict(text("a"), integer(2))))
                .isFalse();
    }

    @Test
    void refusesWhatContainsItselfOrExplodes() {
        Value.Container self = new Value.Container(Kind.LIST, new ArrayList<>());
        self.items().add(self);
        assertThatThrownBy(() -> PythonEquality.equal(self, self)).isInstanceOf(WireException.class);
        Value doubled = integer(1);
        for (int i = 0; i < 100; i++) {
            doubled = list(doubled, doubled);
        }
        Value exploding = doubled;
        assertThatThrownBy(() -> PythonEquality.equal(exploding, exploding)).isInstanceOf(WireException.class);
    }

    @Test
    void seesByTheSizeAloneThatContainersDiffer() throws WireException {
        Value.Container self = new Value.Container(Kind.LIST, new ArrayList<>());
        self.items().add(self);

        assertThat(PythonEquality.equal(self, list(integer(1), integer(2)))).isFalse();
        assertThat(PythonEquality.equal(self, list(integer(1)))).isFalse();
    }

    @Test
    void isSatisfiedOnlyByTheSingletonItself() {
        assertThat(PythonEquality.same(new Value.Bool(true), new Value.Bool(true)))
                .isTrue();
        assertThat(PythonEquality.same(integer(1), new Value.Bool(true))).isFalse();
        assertThat(PythonEquality.same(new Value.None(), new Value.None())).isTrue();
    }

    @Test
    void measuresDistanceStrictlyOrNot() {
        assertThat(PythonEquality.near(integer(1), integer(2), integer(1), false))
                .isFalse();
        assertThat(PythonEquality.near(integer(1), integer(2), integer(1), true))
                .isTrue();
        assertThat(PythonEquality.near(new Value.Float(0.1 + 0.2), new Value.Float(0.3), new Value.Float(1e-9), false))
                .isTrue();
        assertThat(PythonEquality.near(new Value.Float(Double.NaN), integer(2), integer(9), false))
                .isFalse();
        assertThat(PythonEquality.near(text("1"), integer(1), integer(9), false))
                .isFalse();
    }

    @Test
    void knowsWhatIsTrueInACondition() throws WireException {
        assertThat(PythonEquality.truth(list())).isFalse();
        assertThat(PythonEquality.truth(text("False"))).isTrue();
        assertThat(PythonEquality.truth(new Value.Float(Double.NaN))).isTrue();
        assertThat(PythonEquality.truth(new Value.None())).isFalse();
    }

    @Test
    void comparesNumbersOfAllTypesAsKeys() throws WireException {
        Value ratio = new Value.Ratio(BigInteger.TWO, BigInteger.valueOf(4));
        Value decimal = new Value.Decimal(new BigDecimal("0.50"));
        for (Value half : List.of(ratio, decimal, new Value.Float(0.5), new Value.Complex(0.5, 0))) {
            assertThat(PythonEquality.equal(set(half), set(new Value.Float(0.5))))
                    .isTrue();
            assertThat(PythonEquality.equal(set(half), set(new Value.Float(0.25))))
                    .isFalse();
        }
        Value large = new Value.Int(BigInteger.TWO.pow(1_000));
        assertThat(PythonEquality.equal(dict(large, text("a")), dict(new Value.Float(0x1p1000), text("a"))))
                .isTrue();
        assertThat(PythonEquality.equal(new Value.Float(Double.MIN_VALUE), new Value.Float(Double.MIN_VALUE)))
                .isTrue();
        assertThat(PythonEquality.equal(new Value.Float(Double.MIN_VALUE), integer(0)))
                .isFalse();
        assertThat(PythonEquality.equal(
                        new Value.Float(Double.POSITIVE_INFINITY), new Value.Float(Double.NEGATIVE_INFINITY)))
                .isFalse();
        assertThat(PythonEquality.equal(set(tuple(integer(1))), set(tuple(new Value.Bool(true)))))
                .isTrue();
        assertThat(PythonEquality.equal(set(tuple()), set(new Value.Fixed(Kind.FROZENSET, List.of()))))
                .isFalse();
    }

    /** Java's own hash of all these tuples is one number; 2^15 of them would take minutes. */
    @Test
    @Timeout(30)
    void comparesSetsWhoseItemsWereChosenToCollide() throws WireException {
        ArrayList<Value> tuples = new ArrayList<>();
        for (int i = 0; i < 1 << 15; i++) {
            List<Value> items = new ArrayList<>();
            for (int bit = 0; bit < 15; bit++) {
                boolean set = (i >> bit & 1) == 1;
                items.add(integer(set ? 0 : 1));
                items.add(integer(set ? 31 : 0));
            }
            tuples.add(new Value.Fixed(Kind.TUPLE, items));
        }
        Value one = new Value.Container(Kind.SET, tuples);
        Value other = new Value.Container(Kind.SET, new ArrayList<>(tuples.reversed()));
        assertThat(PythonEquality.equal(one, other)).isTrue();
    }

    @Test
    @Timeout(30)
    void measuresTheDistanceOfNumbersOfMillionsOfDigits() {
        Value huge = new Value.Int(BigInteger.ONE.shiftLeft(8 * 19_000_000));
        assertThat(PythonEquality.near(huge, integer(3), new Value.Float(1e-6), false))
                .isFalse();
        assertThat(PythonEquality.near(huge, integer(3), integer(1), true)).isFalse();
        assertThat(PythonEquality.near(huge, new Value.Float(3), new Value.Float(1e300), true))
                .isFalse();
        assertThat(PythonEquality.near(huge, integer(3), new Value.Float(Double.POSITIVE_INFINITY), false))
                .isTrue();
    }

    @Test
    void measuresTheDistanceOfComplexNumbers() {
        Value number = new Value.Complex(1, 2);
        Value tolerance = new Value.Float(1e-6);
        assertThat(PythonEquality.near(number, number, tolerance, false)).isTrue();
        assertThat(PythonEquality.near(new Value.Complex(1, 2.5), number, tolerance, false))
                .isFalse();
        assertThat(PythonEquality.near(new Value.Complex(1, 0), integer(1), tolerance, false))
                .isTrue();
        assertThat(PythonEquality.near(number, number, number, true)).isFalse();
    }

    @Test
    void takesNoFloatFromADecimal() {
        Value decimal = new Value.Decimal(new BigDecimal("3.5"));
        Value tolerance = new Value.Float(1e-6);
        assertThat(PythonEquality.near(decimal, new Value.Float(3.5), tolerance, false))
                .isFalse();
        assertThat(PythonEquality.near(new Value.Decimal(new BigDecimal("3.0000001")), integer(3), tolerance, false))
                .isTrue();
        assertThat(PythonEquality.near(decimal, integer(3), tolerance, false)).isFalse();
    }

    @Test
    void doesNotSayOfALibrarysValueThatItIsTrueOrUnequal() {
        Value array = new Value.Opaque("ndarray");
        assertThatThrownBy(() -> PythonEquality.truth(array)).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> PythonEquality.equal(array, integer(3))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> PythonEquality.equal(array, list(integer(3)))).isInstanceOf(WireException.class);
        assertThatThrownBy(() -> PythonEquality.equal(list(array), list(integer(3))))
                .isInstanceOf(WireException.class);
        assertThat(PythonEquality.near(array, integer(3), integer(1), true)).isFalse();
    }

    private static Value set(Value... items) {
        return new Value.Container(Kind.SET, new ArrayList<>(List.of(items)));
    }

    private static Value integer(long number) {
        return new Value.Int(BigInteger.valueOf(number));
    }

    private static Value text(String text) {
        return new Value.Str(text.getBytes(StandardCharsets.UTF_8));
    }

    private static Value list(Value... items) {
        return new Value.Container(Kind.LIST, new ArrayList<>(List.of(items)));
    }

    private static Value tuple(Value... items) {
        return new Value.Fixed(Kind.TUPLE, List.of(items));
    }

    private static Value dict(Value... items) {
        return new Value.Container(Kind.DICT, new ArrayList<>(List.of(items)));
    }
}
