package dev.triptych.verifier.wire;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Values as text for people; cut short. */
public final class Show {
    private static final int TEXT_MAX = 300;

    private final StringBuilder text = new StringBuilder();

    private Show() {}

    /** Python's way to write the value, as far as it fits. */
    public static String of(Value value) {
        Show show = new Show();
        show.append(value);
        return show.text.length() <= TEXT_MAX ? show.text.toString() : show.text.substring(0, TEXT_MAX) + "…";
    }

    private void append(Value value) {
        if (text.length() > TEXT_MAX) {
            return;
        }
        switch (value) {
            case Value.None _ -> text.append("None");
            case Value.Bool(boolean bool) -> text.append(bool ? "True" : "False");
            case Value.Int(var number) ->
                text.append(
                        number.bitLength() < 3 * TEXT_MAX
                                ? number.toString()
                                : "an int of " + number.bitLength() + " bits");
            case Value.Float(double number) -> text.append(number);
            case Value.Complex(double real, double imaginary) ->
                text.append('(').append(real).append('+').append(imaginary).append("j)");
            case Value.Str(byte[] utf8) -> quoted("", utf8);
            case Value.Bytes(byte[] bytes) -> quoted("b", bytes);
            case Value.Ratio(var numerator, var denominator) ->
                text.append("Fraction(")
                        .append(numerator.bitLength() < 3 * TEXT_MAX ? numerator : "…")
                        .append(", ")
                        .append(denominator.bitLength() < 3 * TEXT_MAX ? denominator : "…")
                        .append(')');
            case Value.Decimal(var number) -> {
                String digits = number.precision() < TEXT_MAX ? number.toString() : "…";
                text.append("Decimal('").append(digits).append("')");
            }
            case Value.Opaque(String type) -> text.append("<").append(type).append('>');
            case Value.Other(String type, boolean _) ->
                text.append("<").append(type).append('>');
            case Value.Fixed(Value.Kind kind, List<Value> items) -> items(kind, items);
            case Value.Container(Value.Kind kind, var items) -> items(kind, items);
        }
    }

    private void quoted(String prefix, byte[] bytes) {
        int shown = Math.min(bytes.length, TEXT_MAX);
        text.append(prefix).append('\'').append(new String(bytes, 0, shown, StandardCharsets.UTF_8));
        text.append(shown < bytes.length ? "…'" : "'");
    }

    private void items(Value.Kind kind, List<Value> items) {
        text.append(kind == Value.Kind.LIST ? "[" : kind == Value.Kind.TUPLE ? "(" : "{");
        for (int i = 0; i < items.size() && text.length() <= TEXT_MAX; i++) {
            if (i > 0) {
                text.append(kind == Value.Kind.DICT && i % 2 == 1 ? ": " : ", ");
            }
            append(items.get(i));
        }
        text.append(kind == Value.Kind.LIST ? "]" : kind == Value.Kind.TUPLE ? ")" : "}");
    }
}
