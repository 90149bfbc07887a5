"""Compares the module `images` of CRIU's package with the one that critgen writes in its place.

Usage: dropin.py PYCRIU MODULE IMAGES, run by a Python that has protobuf. Prints a JSON object: for each
image, `same`, or how the two differ.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
import tempfile
from pathlib import Path


def main(pycriu: str, module: str, images: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        package = Path(folder) / "pycriu"
        shutil.copytree(pycriu, package, ignore=shutil.ignore_patterns("__pycache__"))
        (package / "images" / "images.py").rename(package / "images" / "original.py")
        shutil.copy(module, package / "images" / "images.py")
        sys.path.insert(0, folder)
        from pycriu.images import images as new  # type: ignore[import-not-found]
        from pycriu.images import original as old  # type: ignore[import-not-found]

        outcomes = {}
        for path in sorted(Path(images).rglob("*.img")):
            if path.is_file():
                data = path.read_bytes()
                outcomes[str(path.relative_to(images))] = compare(old, new, data)
        print(json.dumps(outcomes))


def compare(old: object, new: object, data: bytes) -> object:
    before, after = run(old, data), run(new, data)
    if before == after:
        return "same"
    return {"before": before, "after": after}


def run(module: object, data: bytes) -> dict[str, object]:
    """Returns what a module makes of an image: dicts, texts of errors, and whether writing keeps the bytes."""
    results: dict[str, object] = {}
    calls = {
        "plain": lambda: module.load(io.BytesIO(data)),  # type: ignore[attr-defined]
        "pretty": lambda: module.load(io.BytesIO(data), True),  # type: ignore[attr-defined]
        "sizes": lambda: module.load(io.BytesIO(data), True, True),  # type: ignore[attr-defined]
        "written": lambda: module.dumps(module.loads(data)).hex(),  # type: ignore[attr-defined]
        "info": lambda: module.info(io.BytesIO(data)),  # type: ignore[attr-defined]
    }
    for name, call in calls.items():
        try:
            results[name] = call()
        except Exception as error:
            results[name] = f"{type(error).__name__}: {error}"
    return results


if __name__ == "__main__":
    main(*sys.argv[1:])
