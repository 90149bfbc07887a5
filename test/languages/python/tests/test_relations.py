"""Relations, compared with those of the package of TypeScript."""

from __future__ import annotations

import dataclasses
import json
import os
import re
import unittest
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from criu_images import relations


class Relations(unittest.TestCase):
    def test_as_typescript(self) -> None:
        want = json.loads(Path(os.environ["CRITGEN_RELATIONS"]).read_text())
        self.assertGreater(len(want), 10)
        own = {name for name in vars(relations) if name.isupper()}
        self.assertEqual(own, {name.upper() for name in want})
        for name, value in want.items():
            with self.subTest(name=name):
                self.assertEqual(plain(getattr(relations, name.upper())), value)

    def test_lookup(self) -> None:
        reference = relations.REFERENCES["pagemap_head.pages_id"]
        self.assertEqual([case.to for case in reference.cases], ["pages"])
        with self.assertRaises(dataclasses.FrozenInstanceError):
            reference.path = ""  # type: ignore[misc]


def plain(value: Any) -> Any:
    """Returns a value as JSON has it, without what is absent."""
    if isinstance(value, Mapping):
        names = ("path", "name", "image", "space")
        assert all(key in [getattr(one, name, None) for name in names] for key, one in value.items())
        return [plain(one) for one in value.values()]
    if isinstance(value, tuple):
        return [plain(one) for one in value]
    if not dataclasses.is_dataclass(value):
        return value
    fields = ((one.name, getattr(value, one.name)) for one in dataclasses.fields(value))
    return {camel(name): plain(one) for name, one in fields if is_present(value, one)}


def is_present(owner: Any, value: Any) -> bool:
    if isinstance(owner, relations.RelationTerm) and value == 0:
        return False  # as in the file
    return not (value is None or value is False or value == ())


def camel(name: str) -> str:
    return re.sub(r"_(\w)", lambda match: match[1].upper(), name).rstrip("_")
