"""Runs the program of CRIU's `crit` with the package in place of `pycriu`, and without protobuf.

Usage: crit.py CLI ARGUMENTS, where CLI is the file `pycriu/cli.py` of CRIU.
"""

from __future__ import annotations

import importlib.abc
import importlib.util
import sys


class NoProtobuf(importlib.abc.MetaPathFinder):
    """Refuses the import of protobuf, which crit needs otherwise."""

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.split(".")[0] == "google":
            raise ImportError(f"{name} is blocked")


sys.meta_path.insert(0, NoProtobuf())

from criu_images import pycriu  # noqa: E402

sys.modules["pycriu"] = pycriu
sys.modules["pycriu.images"] = pycriu.images
spec = importlib.util.spec_from_file_location("pycriu.cli", sys.argv.pop(1))
assert spec is not None and spec.loader is not None
cli = importlib.util.module_from_spec(spec)
spec.loader.exec_module(cli)
cli.main()
