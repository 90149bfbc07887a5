"""Prints the number of images in a checkpoint, and of the pages that they describe."""

from __future__ import annotations

import sys

from criu_images import PagemapImage, open_folder


def pages_in(image: PagemapImage) -> int:
    """Returns the number of pages of a process."""
    total = 0
    for entry in image.entries:
        total += entry.compat_nr_pages if entry.nr_pages is None else entry.nr_pages
    return total


def main(path: str) -> None:
    folder = open_folder(path)
    pages = 0
    for file in folder.files:
        image = folder.read(file)
        if isinstance(image, PagemapImage):
            pages += pages_in(image)
    print(f"{len(folder.files)} images, {pages} pages")


if __name__ == "__main__":
    main(sys.argv[1])
