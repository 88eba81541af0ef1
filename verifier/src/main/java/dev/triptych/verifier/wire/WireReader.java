package dev.triptych.verifier.wire;

import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads what {@code wire.py} writes, from a jail that is not trusted: bounded in depth, items and bytes. */
public final class WireReader {
    private static final int DEPTH_MAX = 160;
    /** Of one message; a value is many times as large here as on the wire. The encoder writes no more. */
    private static final int VALUES_MAX = 2_000_000;

    private static final int NAME_BYTES_MAX = 200;

    private final ByteBuffer data;
    private final List<Value.Container> numbered;
    private int values;

    /** @param numbered the containers that the writer knows already, by number; read ones are added */
    public WireReader(byte[] data, List<Value.Container> numbered) {
        this.data = ByteBuffer.wrap(data);
        this.numbered = numbered;
    }

    public WireReader(byte[] data) {
        this(data, new ArrayList<>());
    }

    /** The next value. */
    public Value value() throws WireException {
        try {
            return value(0);
        } catch (BufferUnderflowException | NegativeArraySizeException e) {
            throw new WireException("cut short");
        }
    }

    /** One byte. */
    public char letter() throws WireException {
        if (!data.hasRemaining()) {
            throw new WireException("cut short");
        }
        return (char) data.get();
    }

    /** New contents for the containers that the other side changed. */
    public void changes() throws WireException {
        try {
            int count = count();
            for (int i = 0; i < count; i++) {
                int number = data.getInt();
                if (number < 0 || number >= numbered.size()) {
                    throw new WireException("an unknown container changed");
                }
                Value.Container container = numbered.get(number);
                if (kind(letter()) != container.kind()) {
                    throw new WireException("a container changed its type");
                }
                container.items().clear();
                fill(container, 0);
            }
        } catch (BufferUnderflowException e) {
            throw new WireException("cut short");
        }
    }

    /** Fails unless everything was read. */
    public void end() throws WireException {
        if (data.hasRemaining()) {
            throw new WireException("bytes after the value");
        }
    }

    /** Containers met so far, by number. */
    public List<Value.Container> numbered() {
        return numbered;
    }

    private Value value(int depth) throws WireException {
        if (depth > DEPTH_MAX) {
            throw new WireException("nested too deep");
        }
        if (++values > VALUES_MAX) {
            throw new WireException("too large");
        }
        char letter = letter();
        return switch (letter) {
            case 'N' -> new Value.None();
            case 'T' -> new Value.Bool(true);
            case 'F' -> new Value.Bool(false);
            case 'i' -> integer();
            case 'd' -> new Value.Float(data.getDouble());
            case 'c' -> new Value.Complex(data.getDouble(), data.getDouble());
            case 's' -> new Value.Str(blob());
            case 'b' -> new Value.Bytes(blob());
            case 't', 'z' -> new Value.Fixed(kind(letter), items(depth));
            case 'r' -> reference();
            case 'k' -> {
                Value type = new Value.Other("type " + name(value(depth + 1)), true);
                value(depth + 1);
                yield type;
            }
            case 'y' -> Library.value(value(depth + 1), value(depth + 1));
            case 'n' -> {
                value(depth + 1);
                yield value(depth + 1);
            }
            case 'w' -> library(depth);
            default -> {
                Value.Container container = new Value.Container(kind(letter), new ArrayList<>());
                numbered.add(container);
                fill(container, depth);
                yield container;
            }
        };
    }

    /** A container of the standard library; all dicts of it compare as plain ones do with a literal. */
    private Value library(int depth) throws WireException {
        String name = Library.name(value(depth + 1));
        Value.Kind kind =
                switch (name) {
                    case "deque" -> Value.Kind.DEQUE;
                    case "bytearray" -> Value.Kind.BYTEARRAY;
                    case "Counter", "OrderedDict", "defaultdict" -> Value.Kind.DICT;
                    default -> throw new WireException("unknown container");
                };
        Value.Container container = new Value.Container(kind, new ArrayList<>());
        numbered.add(container);
        if (kind == Value.Kind.BYTEARRAY) {
            if (!(value(depth + 1) instanceof Value.Bytes bytes)) {
                throw new WireException("not bytes");
            }
            container.items().add(bytes);
        } else {
            letter();
            fill(container, depth);
        }
        return container;
    }

    private static String name(Value value) throws WireException {
        if (value instanceof Value.Str(byte[] utf8) && utf8.length <= NAME_BYTES_MAX) {
            return new String(utf8, StandardCharsets.UTF_8);
        }
        throw new WireException("not a name");
    }

    private static Value.Kind kind(char letter) throws WireException {
        return switch (letter) {
            case 't' -> Value.Kind.TUPLE;
            case 'z' -> Value.Kind.FROZENSET;
            case 'l' -> Value.Kind.LIST;
            case 'e' -> Value.Kind.SET;
            case 'm' -> Value.Kind.DICT;
            default -> throw new WireException("unknown tag");
        };
    }

    private Value integer() throws WireException {
        byte[] bytes = blob();
        if (bytes.length == 0) {
            throw new WireException("an integer without digits");
        }
        return new Value.Int(new BigInteger(bytes));
    }

    private Value reference() throws WireException {
        int number = data.getInt();
        if (number < 0 || number >= numbered.size()) {
            throw new WireException("an unknown container");
        }
        return numbered.get(number);
    }

    private void fill(Value.Container container, int depth) throws WireException {
        int count = count() * (container.kind() == Value.Kind.DICT ? 2 : 1);
        for (int i = 0; i < count; i++) {
            container.items().add(value(depth + 1));
        }
    }

    private List<Value> items(int depth) throws WireException {
        int count = count();
        // Not as large as it says to be: a nested tuple may promise as many items at each depth.
        List<Value> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(value(depth + 1));
        }
        return items;
    }

    private int count() throws WireException {
        int count = data.getInt();
        if (count < 0 || count > data.remaining()) {
            throw new WireException("more items than bytes");
        }
        return count;
    }

    private byte[] blob() throws WireException {
        byte[] bytes = new byte[count()];
        data.get(bytes);
        return bytes;
    }
}
