"""Real images, and the judge of what reading them gives."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(os.environ["CRITGEN_ROOT"])
FIXTURES = ROOT / "test" / "fixtures"
IMAGES = FIXTURES / "images"
VECTORS = ROOT / "test" / "vectors"

#: Number of random inputs of each test.
RUNS = int(os.environ.get("CRITGEN_RUNS", "300"))


class RealImage(NamedTuple):
    """A file of a real checkpoint."""

    name: str
    path: Path
    data: bytes

    def crit_json(self, ending: str) -> str | None:
        """Returns what CRIU's crit printed for it."""
        path = FIXTURES / "crit-json" / f"{self.path.relative_to(IMAGES)}{ending}"
        return path.read_text() if path.exists() else None


def real_images() -> Iterator[RealImage]:
    for path in sorted(IMAGES.rglob("*.img")):
        if path.is_file():
            yield RealImage(path.name, path, path.read_bytes())


def judged(package: str, inputs: Iterable[tuple[str, bytes]]) -> list[dict[str, object]]:
    """Returns what the package of TypeScript in the folder `package` makes of images."""
    lines = "".join(json.dumps({"name": n, "data": data.hex()}) + "\n" for n, data in inputs)
    program = Path(__file__).parent.parent / "reference.mjs"
    command = [os.environ["CRITGEN_NODE"], str(program), package]
    done = subprocess.run(command, input=lines, capture_output=True, text=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


DETAILS = ("code", "image", "entry", "offset", "path", "expected", "found")
