"""Values of fields, from CRIU's JSON."""

from __future__ import annotations

import math
import re
import struct

from ..wire.errors import shown
from ..wire.explain_write import integer_range
from ..wire.layout import Field
from .integers import from_code, from_device, from_flags, from_integer
from .place import JsonPlace, Spot, hint
from .style import Json, Style
from .texts import from_base64, from_quoted

#: Characters of base64, its padding, and blanks.
_BASE64 = re.compile(r"[A-Za-z0-9+/ \t-\r]*[= \t-\r]*")

_FLOAT = re.compile(r"-?(?:\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|Infinity)|NaN", re.ASCII)


def scalar(field: Field, value: Json, style: Style, place: JsonPlace) -> object:
    """Returns the value of a field that holds no messages."""
    kind = field.kind
    if kind == "bool":
        return _bool(field, value, place)
    if kind in ("float", "double"):
        return _float(field, value, place)
    if kind == "string":
        return _text(field, value, place)
    if kind == "bytes":
        return _bytes(field, value, place)
    bits = 64 if kind.endswith("64") else 32
    is_signed = kind not in ("uint32", "uint64", "fixed32", "fixed64")
    if kind == "enum":
        number = _enum(field, value, place)
        return in_range(number, 32, True, "int32", field.name, place)
    number = _integer(field, value, style, place)
    return in_range(number, bits, is_signed, kind, field.name, place)


def in_range(value: int, bits: int, is_signed: bool, kind: str, name: str, place: JsonPlace) -> int:
    """Returns an integer if its type can hold it."""
    low, high = integer_range(bits, is_signed=is_signed)
    if low <= value <= high:
        return value
    text = f"{value}" if value.bit_length() <= 128 else "a number of more than 128 bits"
    problem = f"{text} does not fit into {kind}: its range is {low} to {high}"
    raise place.bad_value(problem, name)


def plain_integer(value: Json, name: str, place: JsonPlace) -> int:
    """Returns a JSON number that is a whole one."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if value is None:
        raise place.bad_value("null: leave out an absent field", name)
    raise place.bad_value(f"{_word(value)} is not a whole number", name)


def whole(value: Json, bits: int, name: str, place: JsonPlace) -> int:
    """Returns an integer of an extra, in quotes or not."""
    if isinstance(value, str):
        number = from_integer(value)
        if number is None:
            raise place.bad_value(f"'{value[:100]}' is not a whole number", name)
    else:
        number = plain_integer(value, name, place)
    return in_range(number, bits, False, f"u{bits}", name, place)


def base64_of(value: Json, name: str, place: JsonPlace) -> bytes:
    """Returns the bytes of base64."""
    if not isinstance(value, str):
        raise place.bad_value(f"{_word(value)} where a text is expected", name)
    data = from_base64(value)
    if data is None:
        found = _BASE64.match(value)
        spot = Spot(place.keys_of(name), 0 if found is None else found.end())
        raise place.error("bad-value", "not base64", field=name, spot=spot)
    return data


def _word(value: Json) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (list, dict)):
        return "a list" if isinstance(value, list) else "an object"
    return shown(value)


def _bool(field: Field, value: Json, place: JsonPlace) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, int) and value in (0, 1):
        return value == 1
    raise place.bad_value(f"{_word(value)} is neither true nor false", field.name)


def _float(field: Field, value: Json, place: JsonPlace) -> float:
    if isinstance(value, str) and _FLOAT.fullmatch(value):
        number = float(value)
        is_finite = value[-1] not in "yN"
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        number = _as_float(value)
        is_finite = isinstance(value, int) or math.isfinite(number)
    else:
        raise place.bad_value(f"{_word(value)} is not a number", field.name)
    if not is_finite and not math.isfinite(number):
        return number
    if math.isfinite(number) and (field.kind == "double" or _is_float32(number)):
        return number
    raise place.bad_value(f"{_word(value)} does not fit into {field.kind}", field.name)


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _is_float32(value: float) -> bool:
    try:
        struct.pack("<f", value)
    except OverflowError:
        return False
    return True


def _text(field: Field, value: Json, place: JsonPlace) -> str:
    if not isinstance(value, str):
        raise place.bad_value(f"{_word(value)} where a text is expected", field.name)
    try:
        value.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        raise place.bad_value("a lone surrogate that stands for no byte", field.name) from None
    return value


def _bytes(field: Field, value: Json, place: JsonPlace) -> bytes:
    if not field.quoted:
        return base64_of(value, field.name, place)
    if not isinstance(value, str):
        raise place.bad_value(f"{_word(value)} where a text is expected", field.name)
    data = from_quoted(value)
    if data is None:
        raise place.bad_value("not quoted-printable", field.name)
    return data


def _enum(field: Field, value: Json, place: JsonPlace) -> int:
    if not isinstance(value, str):
        return plain_integer(value, field.name, place)
    number = field.numbers.get(value)
    if number is None:
        number = from_integer(value)
    if number is None:
        name = "its enum" if field.enum is None else field.enum().__name__
        problem = f"'{value[:100]}' is not a value of {name}{hint(value, field.numbers)}"
        raise place.bad_value(problem, field.name)
    return number


def _integer(field: Field, value: Json, style: Style, place: JsonPlace) -> int:
    """Returns an integer of plain or pretty JSON: names, a device, hexadecimal, or a number."""
    if not isinstance(value, str):
        return plain_integer(value, field.name, place)
    if field.flags is not None:
        bits = style.numbers.bits[field.flags]
        flags = from_flags(value, bits)
        if isinstance(flags, str):
            problem = f"'{flags[:100]}' is not a flag of {field.flags}{hint(flags, bits)}"
            raise place.bad_value(problem, field.name)
        return flags
    number = None if field.dev is None else from_device(value, field.dev)
    names = {} if field.codes is None else style.numbers.codes[field.codes]
    if number is None:
        number = from_code(value, names)
    if number is None:
        number = from_integer(value)
    if number is not None:
        return number
    text = f"'{value[:100]}'"
    if field.dev is not None:
        raise place.bad_value(f"{text} is not a device, such as 8:1", field.name)
    if field.codes is None:
        raise place.bad_value(f"{text} is not a whole number", field.name)
    problem = f"{text} is not a name of {field.codes}{hint(value, names.values())}"
    raise place.bad_value(problem, field.name)
