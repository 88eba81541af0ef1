"""How values cross between two jails that do not trust each other.

Only exact built-in types cross: a subclass or a foreign object that merely looks like a value raises NotEncodable.
Lists, dicts and sets are numbered in the order in which they are met, so that sharing, cycles and identity survive
and a later message can refer to them. Everything is bounded: depth, number of values, bytes.
"""

import builtins
import struct

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

DEPTH_MAX = 150
VALUES_MAX = 2_000_000
BYTES_MAX = 8 * 1024 * 1024

_U32 = struct.Struct(">I")
_F64 = struct.Struct(">d")
_type, _len, _id, _int = type, len, id, int


class NotEncodable(BaseException):
    """The value cannot cross. Not an Exception, so that a broad handler does not swallow it."""


class Encoder:
    """Writes values; `numbered` holds the containers that the other side knows, by their number."""

    def __init__(self, numbered=()):
        self.out = bytearray()
        self.numbers = {}
        self.kept = []  # keeps numbered containers alive: a number is found by id()
        self.values = 0
        for container in numbered:
            self._number(container)

    def _number(self, container):
        self.numbers[_id(container)] = _len(self.kept)
        self.kept.append(container)

    def take(self):
        """The bytes written since the last take."""
        taken = bytes(self.out)
        self.out = bytearray()
        return taken

    def value(self, value, depth=0):
        self.values += 1
        if depth > DEPTH_MAX:
            raise NotEncodable("nested deeper than %d" % DEPTH_MAX)
        if self.values > VALUES_MAX or _len(self.out) > BYTES_MAX:
            raise NotEncodable("too large")
        kind = _type(value)
        if value is None:
            self.out += b"N"
        elif kind is bool:
            self.out += b"T" if value else b"F"
        elif kind is _int:
            self._blob(b"i", value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True))
        elif kind is float:
            self.out += b"d" + _F64.pack(value)
        elif kind is str:
            self._blob(b"s", value.encode("utf-8", "surrogatepass"))
        elif kind is bytes:
            self._blob(b"b", value)
        elif kind is complex:
            self.out += b"c" + _F64.pack(value.real) + _F64.pack(value.imag)
        elif kind is tuple or kind is frozenset:
            self._items(b"t" if kind is tuple else b"z", value, depth)
        elif kind is list or kind is dict or kind is set:
            number = self.numbers.get(_id(value))
            if number is not None:
                self.out += b"r" + _U32.pack(number)
            else:
                self._number(value)
                self.contents(value, depth)
        else:
            raise NotEncodable("a value of type " + kind.__name__)

    def contents(self, container, depth=0):
        """Writes what a list, dict or set holds, whether or not it is numbered already."""
        kind = _type(container)
        if kind is dict:
            self.out += b"m" + _U32.pack(_len(container))
            for key, item in container.items():
                self.value(key, depth + 1)
                self.value(item, depth + 1)
        else:
            self._items(b"l" if kind is list else b"e", container, depth)

    def _items(self, tag, items, depth):
        self.out += tag + _U32.pack(_len(items))
        for item in items:
            self.value(item, depth + 1)

    def _blob(self, tag, data):
        if _len(data) > BYTES_MAX:
            raise NotEncodable("too large")
        self.out += tag + _U32.pack(_len(data))
        self.out += data


class Decoder:
    """Reads values; raises ValueError for anything that an Encoder would not have written."""

    def __init__(self, data, numbered=()):
        self.data = data
        self.at = 0
        self.numbered = list(numbered)

    def _take(self, count):
        end = self.at + count
        if end > _len(self.data):
            raise ValueError("message cut short")
        taken = self.data[self.at:end]
        self.at = end
        return taken

    def u32(self):
        return _U32.unpack(self._take(4))[0]

    def _count(self):
        count = self.u32()
        if count > _len(self.data) - self.at:
            raise ValueError("more items than bytes")
        return count

    def value(self, depth=0):
        if depth > DEPTH_MAX:
            raise ValueError("nested too deep")
        tag = self._take(1)
        if tag == b"N":
            return None
        if tag == b"T" or tag == b"F":
            return tag == b"T"
        if tag == b"i":
            return _int.from_bytes(self._take(self.u32()), "big", signed=True)
        if tag == b"d":
            return _F64.unpack(self._take(8))[0]
        if tag == b"s":
            return self._take(self.u32()).decode("utf-8", "surrogatepass")
        if tag == b"b":
            return bytes(self._take(self.u32()))
        if tag == b"c":
            return complex(_F64.unpack(self._take(8))[0], _F64.unpack(self._take(8))[0])
        if tag == b"t":
            return tuple([self.value(depth + 1) for _ in range(self._count())])
        if tag == b"z":
            return frozenset([self.value(depth + 1) for _ in range(self._count())])
        if tag == b"r":
            return self.numbered[self.u32()]
        container = {b"l": list, b"m": dict, b"e": set}[tag]()
        self.numbered.append(container)
        self._fill(container, tag, depth)
        return container

    def contents_into(self, container, depth=0):
        """Reads new contents for a container that exists already; its type may not change."""
        tag = self._take(1)
        if {b"l": list, b"m": dict, b"e": set}[tag] is not _type(container):
            raise ValueError("a container changed its type")
        container.clear()
        self._fill(container, tag, depth)

    def _fill(self, container, tag, depth):
        count = self._count()
        if tag == b"l":
            for _ in range(count):
                container.append(self.value(depth + 1))
        elif tag == b"e":
            for _ in range(count):
                container.add(self.value(depth + 1))
        else:
            for _ in range(count):
                key = self.value(depth + 1)
                container[key] = self.value(depth + 1)


def pack(value):
    """One value as bytes."""
    encoder = Encoder()
    encoder.value(value)
    return encoder.take()


def unpack(data):
    """The one value in `data`."""
    decoder = Decoder(data)
    value = decoder.value()
    if decoder.at != _len(data):
        raise ValueError("bytes after the value")
    return value
