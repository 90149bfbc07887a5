"""From CRIU's JSON, as dicts and lists, to images."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import cast

from ..image.descriptor import Descriptor
from ..image.extra import WIDTHS, Extra, Many, Part, Record, Run
from ..image.image import AnyImage
from ..image.read import adopt
from ..wire.errors import ImageError
from ..wire.message import Message
from .from_messages import MessageScan, as_object, check_names
from .from_values import base64_of, whole
from .place import JsonPlace, Spot, hint
from .style import KEPT, Json, Style
from .to_json import has_extra

#: Returns the class of an image.
ClassOf = Callable[[Descriptor], type[AnyImage]]

_HEAD = ("image", "version", "byteOrder")


def image_from_json(
    value: Json, table: tuple[Descriptor, ...], class_of: ClassOf, style: Style, place: JsonPlace
) -> AnyImage:
    """Returns the image of CRIU's JSON: plain, pretty or edited by hand.

    Raises ImageError: `bad-json`, `bad-value`, `missing-field`, `bad-length`, `raw-image`. Then
    `place` has its place.
    """
    image = as_object(value, place, None)
    check_names(image, ("magic", "entries", KEPT), None, place)
    if "magic" not in image:
        problem = '"magic" is missing, which names the image'
        raise place.error("bad-json", problem, spot=place.at_end())
    if "entries" not in image:
        raise place.error("bad-json", 'the image has no "entries"', spot=place.at_end())
    names = list(image)
    if KEPT in image and names.index(KEPT) > names.index("entries"):
        # Readers of texts as they arrive need it before.
        raise place.bad_name(f"{KEPT} must come before the entries", KEPT)
    kept = as_object(image.get(KEPT, {}), place, KEPT)
    check_names(kept, _HEAD, KEPT, place)
    d = _descriptor(image["magic"], kept, table, place)
    if d.magic is None:
        problem = "CRIU puts no structure into this file: it has no JSON form"
        raise ImageError("raw-image", problem, image=d.image)
    result = class_of(d)()
    _read_head(result, kept, place)
    style = replace(style, little_endian=result.byte_order == "little")
    entries = image["entries"]
    if not isinstance(entries, list):
        raise place.bad_json("a list is expected", "entries")
    _Scan(result, style, place).entries(entries)
    return result


def _descriptor(
    magic: Json, kept: dict[str, Json], table: tuple[Descriptor, ...], place: JsonPlace
) -> Descriptor:
    name = kept.get("image", magic)
    field = "magic" if name is magic else f"{KEPT}.image"
    if not isinstance(name, str) or not isinstance(magic, str):
        raise place.bad_json("a text is expected", field if isinstance(magic, str) else "magic")
    # If the owner of a magic is not in the table, another image has the same magic.
    found = next((d for d in table if d.image == name), None)
    found = found or next((d for d in table if d.alias == name), None)
    if found is None:
        known = hint(name, (d.image for d in table))
        raise place.bad_json(f"unknown image '{name[:100]}'{known}", field)
    if "image" in kept and magic != found.json_magic:
        problem = f"{KEPT} names {found.image}, but its magic is not {magic[:100]}"
        raise place.bad_json(problem, field)
    return found


def _read_head(image: AnyImage, kept: dict[str, Json], place: JsonPlace) -> None:
    version, order = kept.get("version"), kept.get("byteOrder")
    if version not in (None, "v1.0"):
        raise place.bad_json(f"unknown version '{version}'", f"{KEPT}.version")
    if order not in (None, "big"):
        raise place.bad_json(f"unknown byteOrder '{order}'", f"{KEPT}.byteOrder")
    if image.descriptor.head is not None:
        image.version = "v1.0" if version == "v1.0" else "v1.1"
    elif version is not None:
        image.version = "v1.0"
    image.byte_order = "big" if order == "big" else "little"


class _Scan(MessageScan):
    """An image that is made from JSON."""

    def __init__(self, image: AnyImage, style: Style, place: JsonPlace) -> None:
        super().__init__(style, place)
        self.image = image
        #: Place of the error for a part that is not there.
        self._lack = place.at_end()

    def entries(self, values: list[Json]) -> None:
        image, spec = self.image, self.image.spec
        has_first = spec.first is not None or spec.entry is None
        has_entries = not has_first and spec.entry is not None
        for index, value in enumerate(values):
            self.place.enter("entries", index)
            if index == 0 and has_first:
                has_entries = self._first(value)
            elif not has_entries or spec.entry is None:
                problem = f"{image.descriptor.image}, or its first message, allows no more entries"
                raise self.place.bad_json(problem)
            else:
                image.entries.append(self._record(spec.entry, value))
            self.place.leave()

    def _first(self, value: Json) -> bool:
        """Reads the first element, and tells whether entries may follow."""
        image, spec = self.image, self.image.spec
        element = dict(as_object(value, self.place, None))
        has_extra = "extra" in element
        extra = element.pop("extra", None) if spec.has_rest else None
        if spec.first is not None:
            image.first = self.framed(spec.first.layout, element)
        elif element:
            name = next(iter(element))
            raise self.place.bad_name(f"'{name[:100]}' is not a field here", name)
        allows, has_rest = spec.allows(image.first)
        if has_rest != (has_extra and spec.has_rest):
            problem = "the extra is missing" if has_rest else "this message allows no extra"
            spot = self.place.at_end() if has_rest else None
            raise self.place.error("bad-length", problem, field="extra", spot=spot)
        if has_rest:
            self._refuse_size(extra)
            image.rest = base64_of(extra, "extra", self.place)
        return allows

    def _refuse_size(self, extra: Json) -> None:
        """Refuses the size of an extra that JSON without payload shows in its place."""
        if isinstance(extra, str) and extra.startswith("... <") and extra.endswith(">"):
            problem = "this JSON has only the size of the extra (--nopl); the content is needed"
            raise self.place.bad_value(problem, "extra")

    def _record(self, record: Record[Message], value: Json) -> Message:
        """Returns a message with its extra."""
        element = dict(as_object(value, self.place, None))
        extra = record.extra
        if extra is None or record.type is None:
            return self.framed(record.layout, element)
        is_given = "extra" in element
        given = element.pop("extra", None)
        message, padding = self.with_kept(record.layout, element)
        if is_given:
            self._refuse_size(given)
        return self._add_extra(record, message, given if is_given else _ABSENT, padding)

    def _add_extra(
        self, record: Record[Message], message: Message, given: object, padding: bytes | None
    ) -> Message:
        if record.extra is None or record.type is None:
            return message
        result = adopt(record.type, message)
        setattr(result, "extra", self._extra(record.extra, message, given))
        setattr(result, "padding", padding)
        return result

    def _extra(self, extra: Extra, message: Message, given: object) -> object:
        self._lack = self.place.at_end(None if given is _ABSENT else "extra")
        if extra.type is None:
            return self._part(extra.parts[0], message, given)
        if extra.is_joined:
            return extra.type(**self._joined(extra, message, given))
        values = {} if given is _ABSENT else self._parts(extra, cast("Json", given))
        parts = {
            part.attr: self._part(part, message, values.get(part.name, _ABSENT))
            for part in extra.parts
        }
        return extra.type(**parts)

    def _parts(self, extra: Extra, given: Json) -> dict[str, Json]:
        """Returns the parts by name; underscores may differ, as some tools spell the names."""
        names = {part.name.replace("_", ""): part.name for part in extra.parts}
        values: dict[str, Json] = {}
        for name, value in as_object(given, self.place, "extra").items():
            known = name if name in names.values() else names.get(name.replace("_", ""))
            if known is None:
                problem = f"the extra has no part '{name[:100]}'{hint(name, names.values())}"
                raise self.place.bad_name(problem, name, "extra")
            if known in values:
                raise self.place.bad_name(f"'{known}' is there twice", name, "extra")
            values[known] = value
        return values

    def _joined(self, extra: Extra, message: Message, given: object) -> dict[str, object]:
        """Splits one text into all parts, by their lengths."""
        text = "" if given is _ABSENT else cast("Json", given)
        data = base64_of(text, "extra", self.place)
        runs = [part for part in extra.parts if isinstance(part, Run)]
        lengths = [run.length.of(message) for run in runs]
        if len(data) != sum(lengths):
            names = " + ".join(run.length.in_schema for run in runs)
            is_given = given is not _ABSENT
            raise self._wrong_length("extra", names, sum(lengths), f"{len(data)}", is_given)
        parts: dict[str, object] = {}
        pos = 0
        for run, length in zip(runs, lengths):
            parts[run.attr] = data[pos : pos + length]
            pos += length
        return parts

    def _wrong_length(
        self, path: str, field: str, length: int, found: str, is_given: bool
    ) -> ImageError:
        """Returns the error for a length, which is compared after the part or where it lacks."""
        spot = self.place.at_end(path) if is_given else self._lack
        problem = f"the length does not match {field}"
        return self.place.error(
            "bad-length", problem, field=path, expected=f"{length}", found=found, spot=spot
        )

    def _part(self, part: Part, message: Message, given: object) -> object:
        path = "extra" if part.name == "" else f"extra.{part.name}"
        if part.when is not None and not part.when.holds(message):
            if given is _ABSENT:
                return None
            problem = f"{part.when.field.in_schema} allows no value here"
            raise self.place.error("bad-length", problem, field=path)
        length = part.length.of(message)
        if given is _ABSENT and length != 0:
            raise self._wrong_length(path, part.length.in_schema, length, "nothing", False)
        if isinstance(part, Many):
            return self._many(part, length, [] if given is _ABSENT else given, path)
        return self._run(part, length, given, path)

    def _run(self, part: Run, length: int, given: object, path: str) -> object:
        value: bytes | list[int]
        if part.kind == "bytes":
            value = b"" if given is _ABSENT else base64_of(cast("Json", given), path, self.place)
        elif given is _ABSENT:
            value = []
        else:
            if not isinstance(given, list):
                raise self.place.bad_value("a list is expected", path)
            bits = 8 * WIDTHS[part.kind]
            value = [
                whole(item, bits, f"{path}[{index}]", self.place)
                for index, item in enumerate(given)
            ]
        if len(value) != length:
            is_given = given is not _ABSENT
            raise self._wrong_length(
                path, part.length.in_schema, length, f"{len(value)}", is_given
            )
        return value

    def _many(self, part: Many, count: int, given: object, path: str) -> list[Message]:
        """Reads a list of messages, each with its extra as the next element."""
        if not isinstance(given, list):
            raise self.place.bad_value("a list is expected", path)
        elements = iter(enumerate(cast("list[Json]", given)))
        messages: list[Message] = []
        for index, element in elements:
            self.place.enter(f"{path}[{len(messages)}]", -1, (*path.split("."), index))
            messages.append(self._one_of_many(part.record, path, element, elements))
            self.place.leave()
        if len(messages) != count:
            found = f"{len(messages)}"
            raise self._wrong_length(path, part.length.in_schema, count, found, True)
        return messages

    def _one_of_many(
        self,
        record: Record[Message],
        path: str,
        element: Json,
        following: Iterator[tuple[int, Json]],
    ) -> Message:
        """Reads a message, and its extra from the element after it."""
        place = self.place
        message, padding = self.with_kept(record.layout, dict(as_object(element, place, None)))
        extra = record.extra
        if extra is None:
            self.refuse_padding(padding)
            return message
        if not has_extra(extra, message):
            return self._add_extra(record, message, _ABSENT, padding)
        index, value = next(following, (-1, _ABSENT))
        if index < 0:
            place.move("extra", tuple(path.split(".")))
            spot = Spot(place.keys_of("extra"), "bracket")
            raise place.error("bad-json", "the extra of the message is expected", spot=spot)
        place.move("extra", (*path.split("."), index))
        return self._add_extra(record, message, value, padding)


_ABSENT = object()
