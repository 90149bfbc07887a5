"""
Runs crit, CRIU's own tool: crit.py IMAGES. Calls crit's library, so that Python's start does not count. IMAGES and the
lines on standard input are as in protobuf-c.c.
"""
import io
import json
import struct
import sys
import time

import pycriu.images


def unpack(data):
    pos = 0
    while pos < len(data):
        (size,) = struct.unpack_from("<I", data, pos)
        yield data[pos + 4 : pos + 4 + size]
        pos += 4 + size


def to_json(image):
    return json.dumps(pycriu.images.load(io.BytesIO(image), False))


def from_json(text):
    return pycriu.images.dumps(json.loads(text))


def renamed(text):
    """Returns the JSON with v4.2's name of a field; earlier releases call it nr_pages."""
    return text.replace('"nr_pages"', '"compat_nr_pages"')


def main(path):
    with open(path, "rb") as file:
        images = list(unpack(file.read()))
    texts = [to_json(image) for image in images]
    tasks = {
        "to-JSON": lambda: [to_json(image) for image in images],
        "from-JSON": lambda: [from_json(text) for text in texts],
    }
    for line in sys.stdin:
        what, task, *file = line.split()
        clock = time.process_time_ns if what == "cpu" else time.perf_counter_ns
        start = clock()
        results = tasks[task]()
        taken = clock() - start
        if what == "prove":
            with open(file[0], "wb") as out:
                for result in results:
                    data = renamed(result).encode() if isinstance(result, str) else result
                    out.write(struct.pack("<I", len(data)) + data)
        print(taken, flush=True)


main(sys.argv[1])
