"""Objects of messages: presence, unknown fields, enums, oneofs, maps, and values that cannot be written."""

from __future__ import annotations

import math
import unittest

import odd_images
from odd_images import (
    ImageError,
    OddAll,
    OddImage,
    OddKind,
    OddOther,
    OddParts,
    OddValue,
    UnknownFields,
)


class Messages(unittest.TestCase):
    def test_presence(self) -> None:
        empty = OddAll.decode(b"")
        self.assertIsNone(empty.int_)
        self.assertEqual(empty.plain, [])
        self.assertEqual(empty, OddAll())
        self.assertEqual(OddAll(int_=0).encode(), b"\x18\x00")
        self.assertEqual(repr(OddAll(int_=0, plain=[1])), "OddAll(int_=0, plain=[1])")

    def test_exact_integers(self) -> None:
        for value in (0, 1, (1 << 63) + 1, (1 << 64) - 1):
            self.assertEqual(OddAll.decode(OddAll(list_=value).encode()).list_, value)
        self.assertEqual(OddAll.decode(OddAll(class_=-1).encode()).class_, -1)

    def test_unknown_fields_stay_in_place(self) -> None:
        data = b"\xf8\x07\x01" + b"\x18\x02" + b"\xf8\x07\x02" + b"\x58\x01"
        message = OddAll.decode(data)
        runs = (UnknownFields(0, b"\xf8\x07\x01"), UnknownFields(3, b"\xf8\x07\x02"))
        self.assertEqual(message.unknown_fields, runs)
        self.assertEqual(message.encode(), data)
        message.int_ = 300
        self.assertEqual(message.encode(), data.replace(b"\x18\x02", b"\x18\xac\x02"))

    def test_enums_keep_unknown_numbers(self) -> None:
        message = OddAll.decode(b"\x80\x01\x63")
        self.assertEqual(message.kind, 99)
        self.assertIsInstance(message.kind, OddKind)
        self.assertEqual(message.encode(), b"\x80\x01\x63")
        self.assertEqual(OddKind(-5), OddKind.NEGATIVE)
        self.assertEqual(
            list(OddKind), [OddKind.None_, OddKind.ODD, OddKind.under, OddKind.NEGATIVE]
        )
        self.assertNotIn(99, list(OddKind))
        image = OddImage(entries=[OddAll(kind=OddKind.None_, kinds=[OddKind(7), OddKind.under])])
        entries = [{"kind": "None", "kinds": [7, "_under"]}]
        self.assertEqual(odd_images.to_json(image)["entries"], entries)
        again = odd_images.from_json({"magic": "ODD", "entries": entries})  # type: ignore[dict-item]
        self.assertEqual(again.entries, image.entries)

    def test_oneof(self) -> None:
        message = OddAll.decode(b"\xc0\x01\x05" + b"\xd2\x01\x01x")
        self.assertEqual((message.one, message.three), (None, "x"))
        message.one = 1
        self.refuses(message, "bad-value", "choice")

    def test_maps_are_lists_of_their_entries(self) -> None:
        data = b"\xb2\x01\x07" + b"\x0a\x01k" + b"\x12\x02\x08\x01"
        [entry] = OddAll.decode(data).by_name
        self.assertEqual((entry.key, entry.value), ("k", OddValue(n=1)))
        self.assertEqual(OddAll.decode(data).encode(), data)

    def test_an_entry_of_a_map_lacks_a_message_with_required_fields(self) -> None:
        with self.assertRaises(ImageError) as caught:
            OddAll.decode(b"\xb2\x01\x03" + b"\x0a\x01k")
        self.assertEqual((caught.exception.code, caught.exception.path), ("missing-field", "by_name.value.n"))

    def test_occurrences_are_merged(self) -> None:
        first = OddAll(int_=1, plain=[1], parent=OddAll(class_=1)).encode()
        second = OddAll(int_=2, plain=[2], parent=OddAll(from_=2)).encode()
        both = OddAll.decode(OddAll(parent=OddAll.decode(first)).encode())
        merged = both.encode() + OddAll(parent=OddAll.decode(second)).encode()
        self.assertEqual(
            OddAll.decode(merged).parent,
            OddAll(int_=2, plain=[1, 2], parent=OddAll(class_=1, from_=2)),
        )

    def test_text_that_is_not_utf8(self) -> None:
        data = b"\x72\x03a\xff\xc3"
        message = OddAll.decode(data)
        self.assertEqual(message.str_, "a\udcff\udcc3")
        self.assertEqual(message.encode(), data)
        self.refuses(OddAll(str_="\ud800"), "bad-value", "str")

    def test_floats(self) -> None:
        for value in (0.0, -0.0, math.inf, -math.inf, 1.5):
            message = OddAll.decode(OddAll(f=value, d=value).encode())
            self.assertEqual((message.f, message.d), (value, value))
        nan = OddAll.decode(b"\x69\x01\x00\x00\x00\x00\x00\xf8\x7f")
        self.assertEqual(nan.encode(), b"\x69\x01\x00\x00\x00\x00\x00\xf8\x7f")
        image = OddImage(entries=[nan])
        self.assertEqual(odd_images.from_json(odd_images.to_json(image)).encode(), image.encode())

    def test_bad_values(self) -> None:
        for name, value in {
            "from_": 1 << 31,
            "class_": "1",
            "int_": -1,
            "list_": 1.0,
            "lambda_": None,
            "is_": 1,
            "f": "1",
            "bytes_": "text",
            "str_": b"bytes",
            "plain": 5,
            "children": [OddOther(n=1)],
            "parent": {"int": 1},
            "unknown_fields": (UnknownFields(0, b"\xff"),),
        }.items():
            with self.subTest(name=name):
                message = OddAll()
                setattr(message, name, value)
                if value is None:
                    message.encode()
                else:
                    path = {"children": "children[0]", "unknown_fields": name}.get(
                        name, name.rstrip("_")
                    )
                    self.refuses(message, "bad-value", path)
        self.refuses(OddOther.__new__(OddOther), "missing-field", "n")

    def test_required_fields(self) -> None:
        other = OddOther(n=1)
        other.n = None  # type: ignore[assignment]
        self.refuses(OddAll(children=[OddAll(two=other)]), "missing-field", "children[0].two.n")

    def refuses(self, message: OddAll | OddOther, code: str, path: str | None) -> None:
        with self.assertRaises(ImageError) as raised:
            message.encode()
        self.assertEqual(raised.exception.code, code)
        if path is not None:
            self.assertEqual(raised.exception.path, path)


class Extras(unittest.TestCase):
    def parts(self, **changes: object) -> odd_images.OddPartsImage:
        extra = odd_images.OddPartsImageEntryExtra(
            class_=b"abc",
            longs=[1],
            words=[2],
            in_=[odd_images.OddPartsImageOddPart(size=2, extra=[3, 4])],
        )
        for name, value in changes.items():
            setattr(extra, name, value)
        entry = odd_images.OddPartsImageEntry(size=3, count=1, extra=extra)
        return odd_images.OddPartsImage(entries=[entry])

    def test_round_trip(self) -> None:
        for order in ("little", "big"):
            data = self.parts().encode(byte_order=order)  # type: ignore[arg-type]
            again = odd_images.decode_any(data)
            self.assertEqual(again.entries, self.parts().entries)
            self.assertEqual(again.encode(), data)

    def test_lengths_are_checked(self) -> None:
        for changes, path in (
            ({"class_": b"ab"}, "extra.class"),
            ({"words": []}, "extra.words"),
            ({"longs": None}, "extra.longs"),
            ({"in_": []}, "extra.in"),
        ):
            with self.subTest(path=path), self.assertRaises(ImageError) as raised:
                self.parts(**changes).encode()
            self.assertEqual((raised.exception.code, raised.exception.path), ("bad-length", path))
        with self.assertRaises(ImageError) as raised:
            self.parts(words=[1 << 32]).encode()
        self.assertEqual(raised.exception.code, "bad-value")

    def test_an_entry_needs_its_extra(self) -> None:
        image = odd_images.OddPartsImage(entries=[OddParts(size=0, count=0)])  # type: ignore[list-item]
        with self.assertRaises(ImageError) as raised:
            image.encode()
        self.assertEqual(raised.exception.code, "bad-value")


if __name__ == "__main__":
    unittest.main()
