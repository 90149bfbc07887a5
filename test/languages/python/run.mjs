/*
 * Tests Python packages: style, types, their tests over real images, vectors and random bytes, the wheel, and CRIU's own
 * crit on top of them. mypy and the backend of wheels come from PyPI, into an environment that is made once.
 */

import { join } from "node:path";
import { execPath } from "node:process";
import { writeRelations } from "../relations.mjs";
import { addTypeScript, call, environment, generate, generateWith, HERE, inFolder, ROOT } from "./package.mjs";

/** Images of packages that have little in common: each needs another part of the runtime. */
const FEW = ["PAGEMAP", "GHOST_FILE", "IPCNS_MSG,IPCNS_SEM", "PAGES", "PSTREE,INVENTORY"];

/** Runs all tests; `--quick` leaves out the long share of the random ones. */
export async function run(options = []) {
  await inFolder(async (folder) => {
    const python = environment();
    const all = generate(join(folder, "all"), "criu-images", {});
    const odd = generate(join(folder, "odd"), "odd-images", {
      extend: [join(ROOT, "test/fixtures/odd")],
      images: ["ODD", "ODD_PARTS"],
    });
    for (const out of [all, odd]) checkTypes(python, join(out, "src"));
    checkExample(python, all);
    const dropIn = generateWith(join(folder, "pycriu"), { target: "pycriu", parts: ["codec"] });
    const relations = join(folder, "relations.json");
    await writeRelations(join(ROOT, "generated/dist"), relations);
    const oddTypeScript = addTypeScript(join(folder, "odd-typescript"));
    const variables = {
      CRITGEN_ROOT: ROOT,
      CRITGEN_NODE: execPath,
      CRITGEN_ODD: oddTypeScript,
      CRITGEN_RELATIONS: relations,
      CRITGEN_DROPIN: join(dropIn, "images/images.py"),
      CRITGEN_RUNS: options.includes("--quick") ? "300" : "5000",
      PYTHONPATH: [join(all, "src"), join(odd, "src")].join(":"),
      PYTHONDONTWRITEBYTECODE: "1",
    };
    console.log(call(python, ["-W", "error", "-m", "unittest", "discover", "-s", "tests"], HERE, variables, true));
    for (const images of FEW) {
      const some = generate(join(folder, images), "some-images", { images: images.split(",") });
      call(python, ["-c", IMPORT_ALL, join(some, "src")], folder);
    }
    checkWheel(python, all, folder);
  });
}

/** Imports each module of a package, and asks for each of its names. */
const IMPORT_ALL = `
import importlib, pkgutil, sys
sys.path.insert(0, sys.argv[1])
import some_images
for module in pkgutil.walk_packages(some_images.__path__, "some_images."):
    importlib.import_module(module.name)
for name in some_images.__all__:
    getattr(some_images, name)
`;

function checkTypes(python, source) {
  call(python, ["-m", "mypy", "--strict", "--no-error-summary", "--cache-dir", "/dev/null", source], source);
}

function checkExample(python, out) {
  call(python, ["-m", "mypy", "--strict", "--cache-dir", "/dev/null", join(HERE, "example.py")], HERE, {
    MYPYPATH: join(out, "src"),
  });
}

/** Builds the wheel, installs it into a folder, and runs the example with it. */
function checkWheel(python, out, folder) {
  const wheels = join(folder, "wheels");
  call(python, ["-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "-w", wheels, out], folder);
  const site = join(folder, "site");
  const from = ["--no-index", "--find-links", wheels, "--target", site];
  call(python, ["-m", "pip", "install", "--quiet", ...from, "criu-images"], folder);
  const image = join(ROOT, "test/fixtures/images/basic");
  const text = call(python, [join(HERE, "example.py"), image], folder, { PYTHONPATH: site });
  if (!/^\d+ images, \d+ pages$/m.test(text)) throw new Error(`the example prints ${text}`);
}
