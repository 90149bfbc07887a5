"""Folders of images, and files."""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
import unittest
from pathlib import Path

import criu_images as criu
from support import IMAGES


class Folders(unittest.TestCase):
    def setUp(self) -> None:
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.path = Path(temporary.name)
        for file in (IMAGES / "basic").iterdir():
            shutil.copy(file, self.path)

    def test_files(self) -> None:
        (self.path / "dump.log").write_text("done")
        (self.path / "other-1.img").write_bytes(b"\x19\x43\x56\x54\x01\x02\x03\x04")
        folder = criu.open_folder(self.path)
        names = {file.name: file for file in folder.files}
        core = next(file for file in folder.files if file.image == "CORE")
        self.assertEqual(core.name, f"core-{core.id}.img")
        self.assertEqual(folder.others, ["dump.log"])
        self.assertEqual(folder.unknown, [criu.UnknownFile("other-1.img", 0x04030201)])
        for name in names:
            image = folder.read(name)
            self.assertEqual(image.encode(), (self.path / name).read_bytes())

    def test_every_folder(self) -> None:
        for path in (path.parent for path in IMAGES.rglob("inventory.img")):
            with self.subTest(path=str(path)):
                folder = criu.open_folder(path)
                self.assertFalse(folder.unknown)
                for file in folder.files:
                    self.assertEqual(folder.read(file).descriptor.image, file.image)

    def test_versions(self) -> None:
        """The inventory's version decides about the heads of all other images."""
        name = next(self.path.glob("core-*.img")).name
        image = criu.read_image(self.path / name)
        (self.path / name).write_bytes(image.encode(version="v1.0"))
        self.assertEqual(criu.read_image(self.path / name).version, "v1.0")
        with self.assertRaises(criu.ImageError) as raised:
            criu.open_folder(self.path).read(name)
        self.assertEqual(raised.exception.code, "missing-head")
        problems: list[criu.ImageError] = []
        criu.open_folder(self.path, tolerate=problems.append).read(name)
        self.assertEqual([problem.code for problem in problems], ["missing-head"])

    def test_only_regular_files(self) -> None:
        name = next(self.path.glob("core-*.img")).name
        os.rename(self.path / name, self.path / "real")
        os.symlink("real", self.path / name)
        folder = criu.open_folder(self.path)
        with self.assertRaises(criu.ImageError) as raised:
            folder.read(name)
        self.assertEqual((raised.exception.code, raised.exception.found), ("no-file", "a link"))
        os.unlink(self.path / "inventory.img")
        os.mkfifo(self.path / "inventory.img")
        with self.assertRaises(criu.ImageError):
            criu.open_folder(self.path)

    def test_writing_replaces_a_file(self) -> None:
        path = next(self.path.glob("core-*.img"))
        os.chmod(path, 0o640)
        image = criu.read_image(path)
        before = sorted(os.listdir(self.path))
        criu.write_image(path, image)
        self.assertEqual(stat.S_IMODE(path.stat().st_mode), 0o640)
        self.assertEqual(sorted(os.listdir(self.path)), before)
        image.entries.append(image)  # type: ignore[arg-type]
        with self.assertRaises(criu.ImageError):
            criu.write_image(path, image)
        self.assertEqual(sorted(os.listdir(self.path)), before)

    def test_names(self) -> None:
        self.assertEqual(criu.CoreImage.format_name(7), "core-7.img")
        self.assertEqual(criu.CoreImage.parse_name("core-7.img"), 7)
        for name in (
            "core-07.img",
            "core--7.img",
            "core-4294967296.img",
            "core-.img",
            "core-7.img.old",
        ):
            self.assertIsNone(criu.CoreImage.parse_name(name))
        for wrong in (None, -1, 1 << 32, "7"):
            with self.assertRaises(criu.ImageError) as raised:
                criu.CoreImage.format_name(wrong)
            self.assertEqual(raised.exception.code, "bad-name")


class Imports(unittest.TestCase):
    def test_import_loads_little(self) -> None:
        program = "import sys, criu_images; print(sorted(m for m in sys.modules if 'criu' in m))"
        with os.popen(f'"{os.sys.executable}" -c "{program}"') as output:  # type: ignore[attr-defined]
            self.assertEqual(output.read(), "['criu_images']\n")

    def test_names_are_there(self) -> None:
        for name in criu.__all__:
            self.assertTrue(hasattr(criu, name), name)
        with self.assertRaises(AttributeError):
            criu.nothing  # type: ignore[attr-defined]  # noqa: B018


if __name__ == "__main__":
    unittest.main()
