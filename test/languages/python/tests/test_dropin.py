"""The module that critgen writes in place of one of CRIU's: CRIU's dicts, without its faults.

The judge is the module that it replaces, from Debian's package `criu` (3.17), over the same protobuf.
"""

from __future__ import annotations

import json
import os
import subprocess
import unittest
from pathlib import Path
from typing import Any

from support import IMAGES

PYCRIU = os.environ.get("CRITGEN_PYCRIU", "/usr/lib/python3/dist-packages/pycriu")
PYTHON = os.environ.get("CRITGEN_PROTOBUF_PYTHON", "/usr/bin/python3")

#: Where the two differ, by what is called and the name of the image: the faults that are gone.
FAULTS = {
    # 3.17 crashes in Python 3, because it compares bytes with a text.
    ("info", "*"),
    # Without payload, it leaves out the size.
    ("sizes", "ghost-file-"),
    # It asks for a field that the message does not have, and decodes bytes of a text.
    ("sizes", "bpfmap-data"),
    ("written", "bpfmap-data"),
    # It ignores `in_pagemaps`: it reads content that is not there.
    ("plain", "ipcns-shm-"),
    ("pretty", "ipcns-shm-"),
    ("sizes", "ipcns-shm-"),
    ("written", "ipcns-shm-"),
}


@unittest.skipUnless(Path(PYCRIU).exists(), "Debian's package criu is not installed")
class DropIn(unittest.TestCase):
    outcomes: dict[str, Any]

    @classmethod
    def setUpClass(cls) -> None:
        program = str(Path(__file__).parent / "dropin.py")
        command = [PYTHON, program, PYCRIU, os.environ["CRITGEN_DROPIN"], str(IMAGES)]
        clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
        done = subprocess.run(command, capture_output=True, text=True, env=clean, check=True)
        cls.outcomes = json.loads(done.stdout)

    def test_only_faults_differ(self) -> None:
        same = 0
        for path, outcome in self.outcomes.items():
            if outcome == "same":
                continue
            before, after = outcome["before"], outcome["after"]
            for what in before:
                with self.subTest(path=path, what=what):
                    if before[what] == after[what]:
                        same += 1
                    elif not is_text(before[what]) or not is_text(after[what]):
                        self.check(what, Path(path).name, before, after)
        self.assertGreater(same, 1500)

    def check(self, what: str, name: str, before: dict[str, Any], after: dict[str, Any]) -> None:
        if "No handler found" in str(before[what]):
            self.assertIn(after["plain"]["magic"], ("BINFMT_MISC", "PIDFD", "SIGNAL", "PSIGNAL"))
            return
        known = any(
            fault == what and (begin == "*" or name.startswith(begin)) for fault, begin in FAULTS
        )
        self.assertTrue(known, f"{before[what]} is now {after[what]}")
        self.assertFalse(str(after[what]).startswith("Exception"), after[what])

    def test_images_are_written_as_they_were(self) -> None:
        """Also those that crashed. Debian's messages are older, so that some lose fields."""
        for path in ("bpfmap/bpfmap-data.img", "ipc/ipcns-shm-9.img"):
            self.assertEqual(
                self.outcomes[path]["after"]["written"], (IMAGES / path).read_bytes().hex()
            )

    def test_info_counts_entries(self) -> None:
        for path, outcome in self.outcomes.items():
            if outcome == "same" or isinstance(outcome["after"]["info"], str):
                continue
            plain, info = outcome["after"]["plain"], outcome["after"]["info"]
            header = 1 if plain["magic"] == "PAGEMAP" and plain["entries"] else 0
            with self.subTest(path=path):
                self.assertEqual(
                    info, {"magic": plain["magic"], "count": len(plain["entries"]) - header}
                )


def is_text(value: object) -> bool:
    """Tells whether an outcome is the text of an error."""
    return isinstance(value, str) and ": " in value


if __name__ == "__main__":
    unittest.main()
