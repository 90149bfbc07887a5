"""CRIU's JSON by hand: what is accepted, and what is refused where."""

from __future__ import annotations

import json
import unittest
from random import Random

import criu_images as criu
import odd_images
from criu_images.catalog import CATALOG
from support import RUNS, VECTORS


class Accepts(unittest.TestCase):
    def entry(self, value: object) -> object:
        image = odd_images.from_json({"magic": "ODD", "entries": [value]})  # type: ignore[dict-item, list-item]
        return image.entries[0]

    def test_integers(self) -> None:
        for text, value in (("0x7f", 127), ("0b101", 5), (" 42 ", 42), ("1_000", 1000), (7, 7)):
            self.assertEqual(self.entry({"list": text}), odd_images.OddAll(list_=value))

    def test_others(self) -> None:
        self.assertEqual(self.entry({"is": 1}), odd_images.OddAll(is_=True))
        self.assertEqual(self.entry({"d": "Infinity"}), odd_images.OddAll(d=float("inf")))
        self.assertEqual(self.entry({"bytes": "AQI="}), odd_images.OddAll(bytes_=b"\1\2"))
        self.assertEqual(self.entry({"kind": "1"}), odd_images.OddAll(kind=odd_images.OddKind.ODD))

    def test_flags_and_devices(self) -> None:
        text = '{"magic": "PAGEMAP", "entries": [{"pages_id": 1}, {"vaddr": "0x1000", "compat_nr_pages": 1, "flags": "%s"}]}'
        for flags, value in (("PE_PRESENT | 0x8", 12), ("", 0), ("5", 5)):
            self.assertEqual(criu.from_json_text(text % flags).entries[0].flags, value)  # type: ignore[attr-defined]
        with self.assertRaises(criu.ImageError) as raised:
            criu.from_json_text(text % "PE_PRESNT")
        self.assertIn("did you mean PE_PRESENT?", str(raised.exception))
        self.assertEqual(raised.exception.path, "entries[1].flags")


class Refuses(unittest.TestCase):
    def test_values(self) -> None:
        for entry, code, path in (
            ({"lst": 1}, "bad-json", "entries[0]"),
            ({"list": -1}, "bad-value", "entries[0].list"),
            ({"list": 1.5}, "bad-value", "entries[0].list"),
            ({"list": True}, "bad-value", "entries[0].list"),
            ({"list": None}, "bad-value", "entries[0].list"),
            ({"is": 2}, "bad-value", "entries[0].is"),
            ({"f": 1e300}, "bad-value", "entries[0].f"),
            ({"bytes": "?"}, "bad-value", "entries[0].bytes"),
            ({"kind": "OD"}, "bad-value", "entries[0].kind"),
            ({"plain": 1}, "bad-value", "entries[0].plain"),
            ({"plain": [1, -1]}, "bad-value", "entries[0].plain[1]"),
            ({"parent": []}, "bad-value", "entries[0].parent"),
            ({"two": {}}, "missing-field", "entries[0].two.n"),
            ({"$kept": {"unknown": "AQ=="}}, "bad-value", "entries[0].$kept.unknown"),
            ({"$kept": {"wire": "AQ=="}}, "bad-value", "entries[0].$kept.wire"),
            ({"$kept": {"padding": "AQ=="}}, "bad-length", "entries[0].$kept.padding"),
            (5, "bad-json", "entries[0]"),
        ):
            with self.subTest(entry=entry):
                self.refuses(json.dumps({"magic": "ODD", "entries": [entry]}), code, path)

    def test_images(self) -> None:
        for text, code in (
            ("", "truncated"),
            ("[]", "bad-json"),
            ('{"magic": "ODD", "entries": [{"d": 1e999}]}', "bad-value"),
            ('{"magic": "ODD", "entries": [{"d": -1e999}]}', "bad-value"),
            ('{"magic": "ODD", "entries": [{"str": NaN}]}', "bad-value"),
            ('{"magic": "ODD", "entries": [{"list": ' + "9" * 5000 + "}]}", "bad-value"),
            ('{"magic": "ODD", "entries": ' + "[" * 100_000, "too-deep"),
            ('{"magic": "ODD"}', "bad-json"),
            ('{"entries": []}', "bad-json"),
            ('{"magic": "OD", "entries": []}', "bad-json"),
            ('{"magic": "ODD", "magic": "ODD", "entries": []}', "bad-json"),
            ('{"magic": "ODD", "entries": [], "more": 1}', "bad-json"),
            ('{"magic": "ODD", "$kept": {"version": "v2"}, "entries": []}', "bad-json"),
        ):
            with self.subTest(text=text):
                self.refuses(text, code, None)

    def test_raw_images(self) -> None:
        raw = next(d.image for d in CATALOG.values() if d.magic is None)
        with self.assertRaises(criu.ImageError) as raised:
            criu.from_json({"magic": raw, "entries": []})
        self.assertEqual(raised.exception.code, "raw-image")

    def test_sizes_in_place_of_extras(self) -> None:
        text = '{"magic": "TCP_STREAM", "entries": [{"extra": "... <5B>"}]}'
        with self.assertRaises(criu.ImageError):
            criu.from_json_text(text)

    def refuses(self, text: str, code: str, path: str | None) -> None:
        with self.assertRaises(odd_images.ImageError) as raised:
            odd_images.from_json_text(text)
        self.assertEqual(raised.exception.code, code, raised.exception)
        if path is not None:
            self.assertEqual(raised.exception.path, path)


class Places(unittest.TestCase):
    """The offset of an error counts bytes of the text, whatever its form is."""

    def test_offsets(self) -> None:
        text = '{"magic": "UTSNS", "entries": [{"nodename": "\U0001f600é", "domainname": 5}]}'
        at = len(text.split("5}")[0].encode())
        broken = text.encode().replace("é".encode(), b"\xff")
        for form, offset in (
            (text, at),
            (text.encode(), at),
            ("\ufeff" + text, at + 3),
            (("\ufeff" + text).encode(), at + 3),
            (broken, at - 1),
            ("\n\t" + text.replace(": ", "  :\r\n"), None),
        ):
            with self.subTest(form=form):
                error = self.error_of(form)
                self.assertEqual((error.code, error.path), ("bad-value", "entries[0].domainname"))
                whole = form.encode() if isinstance(form, str) else form
                self.assertEqual(error.offset, whole.index(b"5}") if offset is None else offset)

    def test_any_damage(self) -> None:
        """Each error in a damaged text has a place in it."""
        random = Random(19)
        lines = (VECTORS / "images.jsonl").read_text().splitlines()
        texts = [text for line in lines if (text := json.loads(line).get("json"))]
        junk = ('"', "\\", "{", "}", "[", "]", ",", ":", "0", "-", "é", "null", '"x": 1,', "99999999999999999999")
        for _ in range(10 * RUNS):
            text = random.choice(texts)[:3000]
            at = random.randrange(len(text))
            damaged = text[:at] + random.choice(junk) + text[at + random.randrange(3) :]
            try:
                criu.from_json_text(damaged)
            except criu.ImageError as error:
                with self.subTest(text=damaged, error=error):
                    offset = -1 if error.offset is None else error.offset
                    self.assertTrue(0 <= offset <= len(damaged.encode()))

    def error_of(self, text: str | bytes) -> criu.ImageError:
        with self.assertRaises(criu.ImageError) as raised:
            criu.from_json_text(text)
        return raised.exception


if __name__ == "__main__":
    unittest.main()
