"""From CRIU's JSON to messages."""

from __future__ import annotations

from typing import cast

from ..wire.codec import canonical, canonical_form
from ..wire.errors import ImageError, Malformed
from ..wire.layout import Field, Layout
from ..wire.message import Message
from ..wire.unknown import UnknownFields, check_run, in_order
from ..wire.walk import MAX_DEPTH
from .from_values import base64_of, scalar
from .place import JsonPlace, hint
from .style import KEPT, Json, Style
from .texts import from_address


def as_object(value: Json, place: JsonPlace, field: str | None) -> dict[str, Json]:
    """Returns a JSON object."""
    if not isinstance(value, dict):
        raise place.wrong_type("an object is expected", field)
    return value


def check_names(
    value: dict[str, Json], known: tuple[str, ...], field: str | None, place: JsonPlace
) -> None:
    """Refuses properties with other names, of an image or a field."""
    for name in value:
        if name not in known:
            what = f"{field or 'an image'} has no property '{name[:100]}'{hint(name, known)}"
            raise place.bad_name(what, name, field)


class MessageScan:
    """Makes messages from JSON; `place` is where the current value is."""

    def __init__(self, style: Style, place: JsonPlace) -> None:
        self.style = style
        self.place = place

    def framed(self, layout: Layout[Message], element: dict[str, Json]) -> Message:
        """Returns a framed message without an extra."""
        message, padding = self.with_kept(layout, element)
        self.refuse_padding(padding)
        return message

    def refuse_padding(self, padding: bytes | None) -> None:
        if padding is not None:
            spot = self.place.at_end()
            problem = "the message has no pads"
            raise self.place.error("bad-length", problem, field=f"{KEPT}.padding", spot=spot)

    def with_kept(
        self, layout: Layout[Message], element: dict[str, Json]
    ) -> tuple[Message, bytes | None]:
        """Returns a framed message and the pads of its extra."""
        kept = self._kept(element)
        message = self._message(layout, element, kept)
        wire = kept.get("wire")
        if wire is not None:
            try:
                usual = canonical_form(layout, wire)
            except Malformed:
                raise self._bad_kept("wire") from None
            # Edited fields take precedence: the kept bytes count only if they still mean the same.
            if usual == canonical(layout, message):
                message.wire = wire
        return message, kept.get("padding")

    def _message(
        self, layout: Layout[Message], element: dict[str, Json], kept: dict[str, bytes]
    ) -> Message:
        """Returns a message with the fields of a JSON object."""
        values: dict[str, object] = {}
        for name, value in element.items():
            field = layout.by_name.get(name)
            if field is not None:
                if field.oneof is not None:
                    self._refuse_second(layout, field, values)
                values[field.attribute] = self._field(field, value)
            elif name != KEPT:
                known = hint(name, layout.by_name)
                problem = f"'{name[:100]}' is not a field of {layout.name}{known}"
                raise self.place.bad_name(problem, name)
        for field in layout.fields:
            if field.attribute not in values and field.label == "required":
                problem = "a required field is missing"
                spot = self.place.at_end()
                raise self.place.error("missing-field", problem, field=field.name, spot=spot)
        unknown = kept.get("unknown")
        if unknown:
            run = UnknownFields(0, unknown)
            try:
                check_run(run)
                values["unknown_fields"] = in_order((run,))
            except Malformed:
                raise self._bad_kept("unknown") from None
        return layout.type(**values)  # type: ignore[arg-type]

    def _refuse_second(
        self, layout: Layout[Message], field: Field, values: dict[str, object]
    ) -> None:
        """Refuses a second field of a oneof."""
        for other in layout.fields:
            if other.oneof == field.oneof and other.attribute in values:
                both = f"'{field.name}' and '{other.name}'"
                problem = f"{both} are in the oneof '{field.oneof}': keep one"
                raise self.place.bad_name(problem, field.name)

    def _bad_kept(self, name: str) -> ImageError:
        """Returns the error for kept bytes, which are compared after the message."""
        problem = "the kept bytes are not the fields of a message"
        spot = self.place.at_end()
        return self.place.error("bad-value", problem, field=f"{KEPT}.{name}", spot=spot)

    def _kept(self, element: dict[str, Json]) -> dict[str, bytes]:
        kept = as_object(element.get(KEPT, {}), self.place, KEPT)
        check_names(kept, ("unknown", "wire", "padding"), KEPT, self.place)
        return {
            name: base64_of(value, f"{KEPT}.{name}", self.place) for name, value in kept.items()
        }

    def _field(self, field: Field, value: Json) -> object:
        if field.label != "repeated":
            return self._value(field, value, -1)
        if not isinstance(value, list):
            raise self.place.bad_value("a list is expected: the field is repeated", field.name)
        if field.ipadd and len(value) == 1 and isinstance(value[0], str):
            address = from_address(value[0], little_endian=self.style.little_endian)
            if address is not None:
                return address
        return [self._value(field, item, index) for index, item in enumerate(value)]

    def _value(self, field: Field, value: Json, index: int) -> object:
        place = self.place
        if field.kind != "message":
            if index < 0:
                return self._scalar(field, value)
            place.enter_item(field.name, index)
            result = self._scalar(field, value)
            place.leave()
            return result
        # The path begins with the entries, which are not a message.
        if len(place.path) > MAX_DEPTH:
            place.enter(field.name, index)
            expected = f"at most {MAX_DEPTH} levels"
            raise place.error("too-deep", "the messages nest too deep", expected=expected)
        place.enter(field.name, index)
        element = as_object(value, place, None)
        kept = self._kept(element)
        if "wire" in kept or "padding" in kept:
            raise place.bad_json(f"{KEPT} of a nested message holds only `unknown`")
        message = self._message(field.nested, element, kept)
        place.leave()
        return message

    def _scalar(self, field: Field, value: Json) -> object:
        result = scalar(field, value, self.style, self.place)
        return field.enum()(cast("int", result)) if field.enum is not None else result
