"""From images to CRIU's JSON, as dicts and lists."""

from __future__ import annotations

import math
from typing import cast

from ..image.extra import Extra, Many, Part, Record, Run
from ..image.image import AnyImage
from ..image.write import run_bytes
from ..wire.codec import canonical, encode_message, normal
from ..wire.errors import ImageError
from ..wire.explain_write import Place
from ..wire.layout import Field
from ..wire.message import Message
from ..wire.unknown import in_order
from .integers import to_device, to_flags
from .style import KEPT, Json, Style
from .texts import human_size, to_address, to_base64, to_plain_base64, to_quoted


def image_to_json(image: AnyImage, style: Style) -> dict[str, Json]:
    """Returns an image as CRIU's JSON. Raises ImageError `raw-image` if it has no structure."""
    d = image.descriptor
    if d.magic is None:
        problem = "CRIU puts no structure into this file: it has no JSON form"
        raise ImageError("raw-image", problem, image=d.image)
    kept: dict[str, Json] = {}
    if d.differs:
        kept["image"] = d.image
    if image.version == "v1.0" and d.head is not None:
        kept["version"] = image.version
    if image.byte_order == "big":
        kept["byteOrder"] = image.byte_order
    entries: list[Json] = []
    place = Place(d.image)
    if image.first is not None or image.rest is not None:
        entries.append(_first(image, style, place))
    for entry in image.entries:
        place.entry += 1
        if image.spec.entry is not None:
            entries.append(_record(image.spec.entry, entry, style, place))
    head: dict[str, Json] = {"magic": d.json_magic}
    if kept:
        head[KEPT] = kept
    return {**head, "entries": entries}


def _first(image: AnyImage, style: Style, place: Place) -> dict[str, Json]:
    """Returns the first element: the first message, with the rest as its extra."""
    result: dict[str, Json] = {}
    if image.first is not None:
        result = _message(image.first, style)
        _keep(result, _kept(image.first, place))
    if image.rest is not None:
        rest = image.rest
        result["extra"] = to_base64(rest) if style.payload else _size_text(len(rest))
    return result


def _keep(result: dict[str, Json], kept: dict[str, Json]) -> None:
    if kept:
        result[KEPT] = kept


def _size_text(size: int) -> str:
    return f"... <{human_size(size)}>"


def _record(record: Record[Message], message: Message, style: Style, place: Place) -> Json:
    """Returns a message with its extra as one object."""
    result = _message(message, style)
    kept = _kept(message, place)
    extra = record.extra
    if extra is not None:
        if has_extra(extra, message):
            values = _values(extra, message)
            if style.payload:
                result["extra"] = _extra(extra, values, style, place)
            else:
                result["extra"] = _size_text(_size(extra, values, place))
        _keep_padding(message, kept)
    _keep(result, kept)
    return result


def _keep_padding(message: Message, kept: dict[str, Json]) -> None:
    padding = cast("bytes | None", getattr(message, "padding"))
    if padding is not None and any(padding):
        kept["padding"] = to_plain_base64(padding)


def has_extra(extra: Extra, message: Message) -> bool:
    """Tells whether a message has an extra; one with named parts is always there."""
    when = extra.parts[0].when
    return extra.type is not None or when is None or when.holds(message)


def _values(extra: Extra, message: Message) -> list[object]:
    value: object = getattr(message, "extra")
    if extra.type is None:
        return [value]
    return [getattr(value, part.attr) for part in extra.parts]


def _extra(extra: Extra, values: list[object], style: Style, place: Place) -> Json:
    if extra.is_joined:
        return to_base64(b"".join(_bytes(extra, values, place)))
    if extra.type is None:
        return _part(extra.parts[0], values[0], style, place)
    return {
        part.name: _part(part, value, style, place)
        for part, value in zip(extra.parts, values)
        if value is not None
    }


def _bytes(extra: Extra, values: list[object], place: Place) -> list[bytes]:
    """Returns the bytes of the runs of an extra."""
    return [
        run_bytes(part, value, "little", place) or b""
        for part, value in zip(extra.parts, values)
        if isinstance(part, Run)
    ]


def _part(part: Part, value: object, style: Style, place: Place) -> Json:
    if isinstance(part, Many):
        return _many(part, value, style, place)
    if part.kind != "bytes":
        return list(cast("list[Json]", value))
    return to_base64(cast("bytes", value))


def _many(part: Many, value: object, style: Style, place: Place) -> list[Json]:
    """Returns messages as a list; each extra is an element of its own after its message."""
    record = part.record
    result: list[Json] = []
    for message in cast("list[Message]", value):
        element = _message(message, style)
        kept = _kept(message, place)
        result.append(element)
        if record.extra is not None:
            _keep_padding(message, kept)
            if has_extra(record.extra, message):
                result.append(_extra(record.extra, _values(record.extra, message), style, place))
        _keep(element, kept)
    return result


def _size(extra: Extra, values: list[object], place: Place) -> int:
    """Returns the size of an extra in bytes, without its pads."""
    size = sum(map(len, _bytes(extra, values, place)))
    for part, value in zip(extra.parts, values):
        if not isinstance(part, Many) or value is None:
            continue
        record = part.record
        for message in cast("list[Message]", value):
            size += len(encode_message(record.layout, message, place))
            if record.extra is not None and has_extra(record.extra, message):
                size += _size(record.extra, _values(record.extra, message), place)
    return size


def _kept(message: Message, place: Place) -> dict[str, Json]:
    """Returns the data of a framed message that CRIU's JSON has no place for."""
    kept: dict[str, Json] = {}
    if message.unknown_fields:
        kept["unknown"] = _unknown(message)
    if message.wire is None and normal(message) is message:
        return kept
    layout = message.layout
    wire = encode_message(layout, message, place)
    if wire != canonical(layout, message):
        kept["wire"] = to_plain_base64(wire)
    return kept


def _unknown(message: Message) -> str:
    return to_plain_base64(b"".join(run.data for run in in_order(message.unknown_fields)))


def _message(message: Message, style: Style, *, hex: bool = False) -> dict[str, Json]:
    """Returns the fields of a message; `hex` if an enclosing message asks for hexadecimal."""
    result: dict[str, Json] = {}
    for field in message.layout.fields:
        value: object = getattr(message, field.attribute)
        if field.label == "repeated":
            items = cast("list[object]", value)
            if items:
                result[field.name] = _list(field, items, style, hex)
        elif value is not None:
            result[field.name] = _value(field, value, style, hex)
    return result


def _list(field: Field, items: list[object], style: Style, hex: bool) -> list[Json]:
    if style.pretty and field.ipadd:
        words = cast("list[int]", items)
        address = to_address(words, little_endian=style.little_endian)
        return list(words) if address is None else [address]
    return [_value(field, item, style, hex) for item in items]


def _value(field: Field, value: object, style: Style, hex: bool) -> Json:
    if isinstance(value, Message):
        result = _message(value, style, hex=hex or field.hex)
        if value.unknown_fields:
            result[KEPT] = {"unknown": _unknown(value)}
        return result
    if isinstance(value, bytes):
        return to_quoted(value) if field.quoted else to_base64(value)
    if isinstance(value, (int, float)) and field.kind in ("float", "double"):
        return _float(float(value))
    if field.kind == "enum":
        return _enum(field, cast("int", value))
    if isinstance(value, int) and not isinstance(value, bool):
        return _integer(field, value, style, hex) if style.pretty else value
    return cast("Json", value)


def _float(value: float) -> Json:
    """Returns a number; infinities and NaN as text, as protobuf's JSON has them."""
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return value


def _enum(field: Field, value: int) -> Json:
    """Returns the name of an enum's number, or the number if it has none."""
    return field.names.get(value, int(value))


def _integer(field: Field, value: int, style: Style, hex_: bool) -> Json:
    if hex_ or field.hex:
        return hex(value)
    if field.dev is not None:
        return to_device(value, field.dev)
    if field.flags is not None:
        return to_flags(value, style.numbers.bits[field.flags])
    if field.codes is not None:
        return style.numbers.codes[field.codes].get(value, value)
    return value
