# Converts images to JSON with CRIU's own tool (Debian's pycriu) and Google's protobuf, as the judge of the vectors. The
# tool's conversion is used as it is; its messages are replaced by those of schema/, compiled by protoc, because Debian's
# release is older. Reads {"protos": folder, "handlers": {image: message}, "magics": {name: number}, "images": [hex]}.
import importlib.util, io, json, os, subprocess, sys, tempfile, types

given = json.load(sys.stdin)
folder = tempfile.mkdtemp()
names = sorted(name for name in os.listdir(given["protos"]) if name.endswith(".proto"))
subprocess.run(["protoc", "-I", given["protos"], "--python_out", folder, *names], check=True)

package = types.ModuleType("pycriu")
package.__path__ = []
images = types.ModuleType("pycriu.images")
installed = os.path.join(os.path.dirname(importlib.util.find_spec("pycriu").origin), "images")
images.__path__ = [folder, installed]
sys.modules.update({"pycriu": package, "pycriu.images": images})
sys.path.insert(0, folder)

pb = types.ModuleType("pycriu.images.pb")
for name in names:
    module = importlib.import_module(name.replace(".proto", "_pb2").replace("-", "_"))
    vars(pb).update({key: value for key, value in vars(module).items() if not key.startswith("_")})
sys.modules["pycriu.images.pb"] = images.pb = pb

tool = importlib.import_module("pycriu.images.images")
for image, message in given["handlers"].items():
    if image not in tool.handlers:
        tool.handlers[image] = tool.entry_handler(getattr(pb, message))
for name, value in given["magics"].items():
    tool.magic.by_name.setdefault(name, value)
    tool.magic.by_val.setdefault(value, name)


def answer(image):
    try:
        return {"json": json.dumps(tool.load(io.BytesIO(bytes.fromhex(image))))}
    except Exception as problem:
        return {"error": repr(problem)}


json.dump([answer(image) for image in given["images"]], sys.stdout)
