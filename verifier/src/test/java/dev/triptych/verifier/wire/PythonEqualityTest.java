package dev.triptych.verifier.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.triptych.verifier.wire.Value.Kind;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

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
        assertThatThrownBy(() -> PythonEquality.equal(self, list(integer(1)))).isInstanceOf(WireException.class);
        Value doubled = integer(1);
        for (int i = 0; i < 100; i++) {
            doubled = list(doubled, doubled);
        }
        Value exploding = doubled;
        Value pair = list(integer(1), integer(1));
        assertThatThrownBy(() -> PythonEquality.equal(exploding, pair)).isInstanceOf(WireException.class);
    }

    @Test
    void seesByTheSizeAloneThatContainersDiffer() throws WireException {
        Value.Container self = new Value.Container(Kind.LIST, new ArrayList<>());
        self.items().add(self);

        assertThat(PythonEquality.equal(self, list(integer(1), integer(2)))).isFalse();
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
    void knowsWhatIsTrueInACondition() {
        assertThat(PythonEquality.truth(list())).isFalse();
        assertThat(PythonEquality.truth(text("False"))).isTrue();
        assertThat(PythonEquality.truth(new Value.Float(Double.NaN))).isTrue();
        assertThat(PythonEquality.truth(new Value.None())).isFalse();
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
