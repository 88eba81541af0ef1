package dev.triptych.verifier.judge;

import dev.triptych.contracts.Verdict;
import dev.triptych.verifier.sandbox.Run;
import dev.triptych.verifier.sandbox.StopException;
import dev.triptych.verifier.wire.Value;
import dev.triptych.verifier.wire.WireException;
import dev.triptych.verifier.wire.WireReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what the suite's jail says; fails for whatever the harness would not have written. */
final class Report {
    /** As much as the harness says at once; what is forged says more. */
    private static final int SAID_CHARS_MAX = 8_000;

    private static final int CHAR_BYTES_MAX = 4;

    private Report() {}

    static char letter(byte[] message) {
        return message.length == 0 ? 0 : (char) message[0];
    }

    /** The items of the only value behind the letter. */
    static List<Value> items(byte[] message) throws WireException {
        WireReader reader = new WireReader(message);
        reader.letter();
        Value value = reader.value();
        reader.end();
        return items(value);
    }

    static List<Value> tuple(byte[] message, int size) throws WireException {
        List<Value> items = items(message);
        if (items.size() != size) {
            throw new WireException("not a tuple of " + size);
        }
        return items;
    }

    static List<Value> items(Value value) throws WireException {
        return switch (value) {
            case Value.Fixed(Value.Kind _, List<Value> items) -> items;
            case Value.Container(Value.Kind _, ArrayList<Value> items) -> items;
            default -> throw new WireException("not a tuple");
        };
    }

    static String text(Value value) throws WireException {
        if (value instanceof Value.Str(byte[] utf8)) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        throw new WireException("not a text");
    }

    /** A text for people, cut. */
    static String said(Value value) throws WireException {
        if (value instanceof Value.Str(byte[] utf8)) {
            return said(utf8, 0);
        }
        throw new WireException("not a text");
    }

    /** What a message says after its letter, as a text for people, cut. */
    static String said(byte[] message) {
        return said(message, 1);
    }

    private static String said(byte[] utf8, int from) {
        // Cut before it is copied: a message may be as large as a frame.
        int length = Math.min(utf8.length - from, CHAR_BYTES_MAX * SAID_CHARS_MAX);
        String text = new String(utf8, from, length, StandardCharsets.UTF_8);
        return text.length() <= SAID_CHARS_MAX ? text : text.substring(0, SAID_CHARS_MAX) + "…";
    }

    static int number(Value value) throws WireException {
        if (value instanceof Value.Int(var number) && number.bitLength() < 31) {
            return number.intValue();
        }
        throw new WireException("not a number");
    }

    /** The numbers among the items; others are left out. */
    static List<Integer> numbers(Value value) throws WireException {
        List<Integer> numbers = new ArrayList<>();
        for (Value item : items(value)) {
            if (item instanceof Value.Int(var number) && number.bitLength() < 31) {
                numbers.add(number.intValue());
            }
        }
        return numbers;
    }

    static List<String> texts(Value value) throws WireException {
        List<String> texts = new ArrayList<>();
        for (Value item : items(value)) {
            texts.add(text(item));
        }
        return texts;
    }

    /** What the suite's jail says of why something did not load. */
    static String loadError(byte[] answer) throws WireException {
        List<Value> facts = tuple(answer, 3);
        return said(facts.get(0)) + ": " + said(facts.get(1));
    }

    /** What became of a check. */
    static CheckResult result(Run run, String id, Value said, String message) throws StopException, WireException {
        CheckResult.Status status =
                switch (text(said)) {
                    case "passed" -> CheckResult.Status.PASSED;
                    case "failed" -> CheckResult.Status.FAILED;
                    case "skipped" -> CheckResult.Status.SKIPPED;
                    case "error" -> CheckResult.Status.ERROR;
                    case "exited" -> throw new StopException(Verdict.RE, id + ": " + message);
                    default -> throw new WireException("unknown status");
                };
        if (!run.enforced() && message.contains("MemoryError")) {
            throw new StopException(Verdict.MLE, id + ": " + message);
        }
        return new CheckResult(id, status, message);
    }
}
