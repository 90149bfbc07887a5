"""The vectors that all languages run: see test/vectors/README.md."""

from __future__ import annotations

import json
import unittest

import criu_images as criu
from support import VECTORS


def without_kept(value: object) -> object:
    """Removes what crit's JSON cannot hold."""
    if isinstance(value, dict):
        return {name: without_kept(inner) for name, inner in value.items() if name != "$kept"}
    if isinstance(value, list):
        return [without_kept(inner) for inner in value]
    return value


class Vectors(unittest.TestCase):
    def test_all(self) -> None:
        files = sorted(VECTORS.glob("*.jsonl"))
        self.assertGreaterEqual(len(files), 5)
        for file in files:
            for line in file.read_text().splitlines():
                vector = json.loads(line)
                with self.subTest(file=file.name, vector=vector["name"]):
                    if "error" in vector:
                        self.check_error(vector, self.outcome(vector))
                    else:
                        self.check_image(vector)

    def outcome(self, vector: dict[str, object]) -> criu.ImageError:
        """Returns the error of reading the bytes, or else the JSON."""
        with self.assertRaises(criu.ImageError) as raised:
            if "bytes" in vector:
                criu.decode_any(bytes.fromhex(str(vector["bytes"])), str(vector["file"]))
            else:
                criu.from_json_text(str(vector["json"]))
        return raised.exception

    def check_error(self, vector: dict[str, object], error: criu.ImageError) -> None:
        wanted = vector["error"]
        assert isinstance(wanted, dict)
        self.assertEqual({key: getattr(error, key) for key in wanted}, wanted)
        if "entry" not in wanted:
            self.assertIsNone(error.entry)

    def check_image(self, vector: dict[str, object]) -> None:
        data, file = bytes.fromhex(str(vector["bytes"])), str(vector["file"])
        encoded = bytes.fromhex(str(vector.get("encoded", vector["bytes"])))
        image = criu.decode_any(data, file)
        self.assertEqual(image.descriptor.image, vector["image"])
        self.assertEqual(image.encode(), encoded)
        self.assertEqual(criu.decode_any(data, file, exact=True).encode(), data)
        forms = vector.get("forms", [])
        assert isinstance(forms, list)
        images = [image]
        for form in map(bytes.fromhex, forms):
            images.append(criu.decode_any(form, file))
            self.assertEqual(images[-1].encode(), form)
        text = vector.get("json")
        if text is None:
            return
        for one in images:
            self.assertEqual(json.dumps(without_kept(criu.to_json(one))), text)
        written = bytes.fromhex(str(vector["written"])) if "written" in vector else encoded
        self.assertEqual(criu.from_json_text(str(text)).encode(), written)


if __name__ == "__main__":
    unittest.main()
