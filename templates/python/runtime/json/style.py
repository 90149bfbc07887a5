"""Context of a conversion between images and CRIU's JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Union

#: A value of JSON, as the module json of the standard library has it.
Json = Union[None, bool, int, float, str, "list[Json]", "dict[str, Json]"]

#: Key of the data that CRIU's JSON has no place for; CRIU's own tool ignores it.
KEPT = "$kept"


@dataclass(frozen=True, slots=True)
class Numbers:
    """Names of bits and of values, by the names that fields use for them."""

    bits: Mapping[str, Mapping[str, int]]
    codes: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, slots=True)
class Style:
    """Form of JSON: names, addresses and hexadecimal if it is pretty, and extras or their sizes."""

    numbers: Numbers
    pretty: bool = False
    payload: bool = True
    little_endian: bool = True
