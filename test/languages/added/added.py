"""Runs the vectors of the images that are added: `added.py VECTORS`."""

import json
import sys

import criu_added as criu

with open(sys.argv[1], encoding="utf-8") as file:
    given = json.load(file)
vectors = given["vectors"]
assert vectors
for vector in vectors:
    for form in [vector["bytes"], *vector.get("forms", [])]:
        try:
            image = criu.decode_any(bytes.fromhex(form), vector["file"])
        except criu.ImageError as problem:
            wanted = vector["error"]
            assert (problem.code, problem.offset) == (wanted["code"], wanted["offset"]), (vector["name"], problem)
            continue
        assert "error" not in vector, vector["name"]
        assert image.encode().hex() == form, vector["name"]
    if "json" in vector:
        written = criu.from_json_text(vector["json"]).encode().hex()
        assert written == vector.get("written", vector["bytes"]), vector["name"]
first = vectors[0]
assert json.dumps(criu.to_json(criu.decode_any(bytes.fromhex(first["bytes"]), first["file"]))) == first["json"]

assert given["oneofs"]
for vector in given["oneofs"]:
    if "json" in vector:
        image = criu.decode_any(bytes.fromhex(vector["bytes"]), vector["file"], exact=True)
        assert json.dumps(criu.to_json(image)) == vector["json"], vector["name"]
        assert criu.from_json_text(vector["json"]).encode().hex() == vector["bytes"], vector["name"]
        continue
    try:
        criu.from_json_text(vector["refused"])
    except criu.ImageError as problem:
        assert (problem.code, problem.offset) == ("bad-json", vector["offset"]), (vector["name"], problem)
    else:
        raise AssertionError(vector["name"])
