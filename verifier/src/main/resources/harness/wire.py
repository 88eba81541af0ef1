"""How values cross between two jails that do not trust each other.

Only exact built-in and a few exact standard-library types cross as values: a subclass or a foreign object that merely
looks like a value raises NotEncodable, unless a hook carries it by handle. Containers are numbered in the order in
which they are met, so that sharing, cycles and identity survive and a later message can refer to them. Everything is
bounded: depth, number of values, bytes.
"""

import builtins
import struct
import sys

# Our own copy: a program in this process may change the interpreter's.
__builtins__ = dict(vars(builtins))

DEPTH_MAX = 150
VALUES_MAX = 2_000_000
BYTES_MAX = 8 * 1024 * 1024
NAMED_TUPLES_MAX = 100

_U32 = struct.Struct(">I")
_F64 = struct.Struct(">d")
_type, _len, _id, _int, _str = type, len, id, int, str
_dict_items = dict.items
_name_of = type.__dict__["__name__"].__get__
_module_of = type.__dict__["__module__"].__get__
_bases_of = type.__dict__["__bases__"].__get__
_dict_of = type.__dict__["__dict__"].__get__


class NotEncodable(BaseException):
    """The value cannot cross. Not an Exception, so that a broad handler does not swallow it."""


def _library(module, name):
    """A class of the standard library; imported only where a value of it is met."""
    __import__(module)
    return getattr(sys.modules[module], name)


def _isoformat(value):
    if value.tzinfo is not None and _type(value.tzinfo) is not _library("datetime", "timezone"):
        raise NotEncodable("a time zone")
    return (value.isoformat(), value.fold)


def _from_isoformat(kind, text, fold):
    return kind.fromisoformat(text).replace(fold=fold)


def _timezone(value):
    return (value.utcoffset(None),)


def _array(value):
    if value.dtype.kind not in "biufcSUmM" or value.dtype.hasobject:
        raise NotEncodable("an array of " + _str(value.dtype)[:100])
    return (value.dtype.str, value.shape, value.tobytes())


def _from_array(kind, dtype, shape, data):
    numpy = sys.modules["numpy"]
    dtype = numpy.dtype(dtype)
    if dtype.hasobject:
        raise ValueError("an array of objects")
    array = numpy.frombuffer(data, dtype).reshape(shape)
    return array.copy() if kind is numpy.ndarray else array[()]


# (module, name): (an immutable value as a tuple of simpler ones, and back). The type must be exactly this one.
_LIBRARY = {
    ("decimal", "Decimal"): (lambda v: (_str(v),), None),
    ("fractions", "Fraction"): (lambda v: (v._numerator, v._denominator), None),
    ("datetime", "datetime"): (_isoformat, _from_isoformat),
    ("datetime", "time"): (_isoformat, _from_isoformat),
    ("datetime", "date"): (lambda v: (v.year, v.month, v.day), None),
    ("datetime", "timedelta"): (lambda v: (v.days, v.seconds, v.microseconds), None),
    ("datetime", "timezone"): (_timezone, None),
    ("uuid", "UUID"): (lambda v: (v.hex,), None),
    ("builtins", "range"): (lambda v: (v.start, v.stop, v.step), None),
    ("builtins", "slice"): (lambda v: (v.start, v.stop, v.step), None),
    ("builtins", "ellipsis"): (lambda v: (), lambda kind: ...),
    ("builtins", "NotImplementedType"): (lambda v: (), lambda kind: NotImplemented),
    ("re", "Pattern"): (lambda v: (v.pattern, v.flags & ~0x20 if _type(v.pattern) is _str else v.flags),
                        lambda kind, pattern, flags: sys.modules["re"].compile(pattern, flags)),
    ("numpy", "ndarray"): (_array, _from_array),
}
_NUMPY_SCALARS = {"bool", "bool_", "int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "float16",
                  "float32", "float64", "complex64", "complex128", "str_", "bytes_"}
_SINGLE = {"ellipsis": type(...), "NotImplementedType": type(NotImplemented)}
_EXCEPTIONS = {name: kind for name, kind in vars(builtins).items()
               if isinstance(kind, type) and issubclass(kind, BaseException)}
# Types that may cross themselves, as what `type(x)` gives; a type of the other side's making is none of these.
_TYPES = {name: getattr(builtins, name) for name in (
    "int", "float", "bool", "str", "bytes", "bytearray", "complex", "list", "tuple", "dict", "set", "frozenset",
    "range", "object", "type")} | _EXCEPTIONS | {"NoneType": type(None)}
_TYPE_NAMES = {kind: name for name, kind in _TYPES.items()}
# Containers that can change beside list, dict and set: numbered like those.
_MUTABLE = {("collections", "deque"), ("collections", "Counter"), ("collections", "OrderedDict"),
            ("collections", "defaultdict"), ("builtins", "bytearray")}


def _full_name(kind):
    """(module, name) of a class, whatever its metaclass says."""
    return _module_of(kind), _name_of(kind)


def _mutable_name(kind):
    """Name of an exact mutable standard-library container, or None."""
    if kind is bytearray:
        return "bytearray"
    name = _full_name(kind)
    return name[1] if name in _MUTABLE and _library(*name) is kind else None


def _extra(value, name):
    """What a container is beside its items."""
    if name == "deque":
        return value.maxlen
    if name == "defaultdict":
        return value.default_factory
    return None


class Encoder:
    """Writes values; `numbered` holds the containers that the other side knows, by their number.

    `foreign` turns what is no value into a tuple that names it on this side, or raises NotEncodable.
    """

    def __init__(self, numbered=(), foreign=None):
        self.foreign = foreign
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
            self._other(value, kind, depth)

    def _other(self, value, kind, depth):
        if kind is type and value in _TYPE_NAMES:
            return self._tagged(b"k", _TYPE_NAMES[value], None, depth)
        if _mutable_name(kind):
            number = self.numbers.get(_id(value))
            if number is not None:
                self.out += b"r" + _U32.pack(number)
            else:
                self._number(value)
                self.contents(value, depth)
            return None
        if _TYPE_NAMES.get(kind) in _EXCEPTIONS:
            return self._tagged(b"y", ("builtins", _TYPE_NAMES[kind]), value.args, depth)
        name = _full_name(kind)
        if name in _LIBRARY and (_SINGLE.get(name[1]) or _library(*name)) is kind:
            return self._tagged(b"y", name, _LIBRARY[name][0](value), depth)
        if name[0] == "numpy" and name[1] in _NUMPY_SCALARS and _library(*name) is kind:
            return self._tagged(b"y", name, _array(value), depth)
        if _named_tuple(kind):
            return self._tagged(b"n", (_name_of(kind), _dict_of(kind)["_fields"]), tuple.__getitem__(value, slice(None)), depth)
        if self.foreign is None:
            raise NotEncodable("a value of type " + _name_of(kind)[:100])
        self.out += b"h"
        return self.value(self.foreign(value), depth + 1)

    def _tagged(self, tag, name, parts, depth):
        self.out += tag
        self.value(name, depth + 1)
        self.value(parts, depth + 1)

    def contents(self, container, depth=0):
        """Writes what a container holds, whether or not it is numbered already."""
        kind = _type(container)
        if kind is dict:
            self._pairs(b"m", container, depth)
        elif kind is list or kind is set:
            self._items(b"l" if kind is list else b"e", container, depth)
        else:
            name = _mutable_name(kind)
            self.out += b"w"
            self.value((name, _extra(container, name)), depth + 1)
            if name == "bytearray":
                self.value(bytes(container), depth + 1)
            elif name == "deque":
                self._items(b"l", container, depth)
            else:
                self._pairs(b"m", container, depth)

    def _pairs(self, tag, container, depth):
        self.out += tag + _U32.pack(_len(container))
        for key, item in _dict_items(container):
            self.value(key, depth + 1)
            self.value(item, depth + 1)

    def _items(self, tag, items, depth):
        self.out += tag + _U32.pack(_len(items))
        for item in items:
            self.value(item, depth + 1)

    def _blob(self, tag, data):
        if _len(data) > BYTES_MAX:
            raise NotEncodable("too large")
        self.out += tag + _U32.pack(_len(data))
        self.out += data


def _named_tuple(kind):
    """Whether `kind` is what collections.namedtuple makes, so that its values are its fields and nothing else."""
    own = _dict_of(kind)
    fields = own.get("_fields")
    return (_bases_of(kind) == (tuple,) and _type(fields) is tuple and _type(own.get("__match_args__")) is tuple
            and all(_type(field) is _str for field in fields)
            and own.get("_make") is not None
            and not any(name not in _NAMED_TUPLE_NAMES and name not in fields for name in own))


# What only text, sets and tables answer: another object that does is made to look like one.
DECIDING = frozenset(
    "startswith endswith find rfind index rindex count issubset issuperset isdisjoint difference symmetric_difference"
    " intersection union equals array_equal".split())

# What only text says of itself.
OF_TEXT = frozenset(name for name in dir(str) if name.startswith("is"))

_NAMED_TUPLE_NAMES = {"__doc__", "__slots__", "_fields", "_field_defaults", "__new__", "_make", "__replace__", "_replace",
                      "__repr__", "_asdict", "__getnewargs__", "__match_args__", "__module__", "__orig_bases__",
                      "__annotations__", "__annotate__", "__annotations_cache__", "__annotate_func__",
                      "__static_attributes__", "__firstlineno__"}


class Decoder:
    """Reads values; raises ValueError for anything that an Encoder would not have written.

    `resolve` gives the object for what the other side's `foreign` wrote.
    """

    named_tuples = {}
    array = staticmethod(lambda value: value)  # what becomes of an array that was read

    def __init__(self, data, numbered=(), resolve=None):
        self.resolve = resolve
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
        if tag in b"ykwnh":
            return self._other(tag, depth)
        container = {b"l": list, b"m": dict, b"e": set}[tag]()
        self.numbered.append(container)
        self._fill(container, tag, depth)
        return container

    def _other(self, tag, depth):
        if tag == b"h":
            if self.resolve is None:
                raise ValueError("a handle where none is taken")
            return self.resolve(self.value(depth + 1))
        name = self.value(depth + 1)
        if tag == b"w":
            container = self._empty(*name)
            self.numbered.append(container)
            self._refill(container, depth)
            return container
        parts = self.value(depth + 1)
        if tag == b"k":
            return _TYPES[name]
        if tag == b"n":
            if any(field in DECIDING | OF_TEXT and callable(part) for field, part in zip(name[1], parts)):
                raise ValueError("a named tuple that decides")
            return self._named_tuple(*name)._make(parts)
        module, name = name
        if module == "builtins" and name in _EXCEPTIONS:
            return _EXCEPTIONS[name](*parts)
        if module == "numpy":
            if name != "ndarray" and name not in _NUMPY_SCALARS:
                raise ValueError("not a type of numpy")
            value = _from_array(_library(module, name), *parts)
            return self.array(value)
        build = _LIBRARY[module, name][1]
        kind = _SINGLE.get(name) or _library(module, name)
        return build(kind, *parts) if build else kind(*parts)

    @classmethod
    def _named_tuple(cls, name, fields):
        key = (name, fields)
        if key not in cls.named_tuples:
            if _len(cls.named_tuples) >= NAMED_TUPLES_MAX:
                raise ValueError("too many kinds of named tuples")
            cls.named_tuples[key] = _library("collections", "namedtuple")(name, fields, rename=True)
        return cls.named_tuples[key]

    @staticmethod
    def _empty(name, extra):
        if name == "bytearray":
            return bytearray()
        if ("collections", name) not in _MUTABLE:
            raise ValueError("not a container")
        kind = _library("collections", name)
        if name == "deque":
            return kind(maxlen=extra)
        return kind(extra) if name == "defaultdict" else kind()

    def _refill(self, container, depth):
        kind = _type(container)
        if kind is bytearray:
            container[:] = self.value(depth + 1)
            return
        tag = self._take(1)
        if tag != (b"l" if kind.__name__ == "deque" else b"m"):
            raise ValueError("a container changed its type")
        self._fill(container, tag, depth)

    def contents_into(self, container, depth=0):
        """Reads new contents for a container that exists already; its type may not change."""
        tag = self._take(1)
        if tag == b"w":
            if self.value(depth + 1)[0] != _mutable_name(_type(container)):
                raise ValueError("a container changed its type")
            container.clear()
            self._refill(container, depth)
            return
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


def packed(value):
    """As `pack`; nothing where that cannot be."""
    try:
        return pack(value)
    except (NotEncodable, RecursionError):
        return b""


def unpack(data):
    """The one value in `data`."""
    decoder = Decoder(data)
    value = decoder.value()
    if decoder.at != _len(data):
        raise ValueError("bytes after the value")
    return value
