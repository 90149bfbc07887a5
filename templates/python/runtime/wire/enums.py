"""Enums that keep numbers without a name."""

from __future__ import annotations

from enum import IntEnum
from typing import TypeVar

E = TypeVar("E", bound="OpenEnum")


class OpenEnum(IntEnum):
    """An enum of the schema. A number without a name is a member, too, named by its digits."""

    @classmethod
    def _missing_(cls: type[E], value: object) -> E | None:
        if not isinstance(value, int):
            return None
        # The member is not recorded in the class: an image could fill the memory with numbers.
        member = int.__new__(cls, value)
        member._name_ = str(value)
        member._value_ = int(value)
        return member

    @classmethod
    def renamed(cls) -> dict[str, str]:
        """Returns the names in the schema of members whose names Python cannot have."""
        return {}

    @classmethod
    def numbers(cls) -> dict[str, int]:
        """Returns the numbers by their names in the schema, in its order."""
        renamed = cls.renamed()
        return {renamed.get(name, name): int(member) for name, member in cls.__members__.items()}
