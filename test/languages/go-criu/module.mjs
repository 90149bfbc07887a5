/* Copies of the real module go-criu: as it is, and with the generated files. */
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";
import { call } from "../go/package.mjs";

const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

const MODULE = "github.com/checkpoint-restore/go-criu/v8";
const VERSION = "v8.3.0";

/** The environment's own settings: the module and its dependencies come from the network, or from Go's cache. */
const ONLINE = { GOFLAGS: env.GOFLAGS ?? "", GOPROXY: env.GOPROXY ?? "", GOTOOLCHAIN: env.GOTOOLCHAIN ?? "" };

/** Runs a command in a copy. */
export function run(command, words, folder, variables = {}) {
  return call(command, words, folder, { ...ONLINE, ...variables });
}

/** Creates the two copies in a folder. Only the second one has the generated files. */
export function createCopies(folder) {
  const { Dir } = JSON.parse(run("go", ["mod", "download", "-json", `${MODULE}@${VERSION}`], folder));
  return ["before", "after"].map((name) => {
    const copy = join(folder, name);
    cpSync(Dir, copy, { recursive: true });
    // Go's cache is read-only.
    run("chmod", ["-R", "u+w", copy], folder);
    if (name === "after") replaceFiles(folder, copy);
    cpSync(fileURLToPath(new URL("program", import.meta.url)), join(copy, "probe"), { recursive: true });
    return { name, copy };
  });
}

/** Writes the generated files over the module's own, as docs/go-criu.md describes. */
function replaceFiles(folder, copy) {
  const out = join(folder, "generated");
  run(execPath, [join(ROOT, "dist/main.cjs"), "generate", "--target", "go-criu", "--out", out], folder);
  for (const part of ["crit", "magic"]) cpSync(join(out, part), join(copy, part), { recursive: true });
  const utils = join(copy, "crit/utils.go");
  writeFileSync(utils, withoutReaders(readFileSync(utils, "utf8")));
}

/** Removes the two functions that the generated files have, and the imports that only they used. */
function withoutReaders(text) {
  const functions = ["ReadMagic", "countImg"].reduce(
    (rest, name) => rest.replace(new RegExp(`^(?://.*\\n)*func ${name}\\([^]*?^}\\n\\n?`, "m"), ""),
    text,
  );
  return functions.replaceAll(/^\t"(?:io|strconv|[\w./-]+\/magic)"\n/gm, "");
}

/** Checks that a copy builds, and that vet and gofmt accept its packages of images. */
export function check({ copy }) {
  run("go", ["build", "./..."], copy);
  run("go", ["vet", "./crit", "./crit/cli", "./crit/cmd", "./magic"], copy);
  const unformatted = run("gofmt", ["-l", "crit/cli", "magic", ...ownFiles(copy)], copy);
  if (unformatted !== "") throw new Error(`gofmt changes ${unformatted}`);
}

function ownFiles(copy) {
  return run("go", ["list", "-f", "{{range .GoFiles}}crit/{{.}} {{end}}", "./crit"], copy).trim().split(" ");
}
