// Installs critgen's peers in the versions pinned in peers/, and runs their generators. All files go into a folder that
// git ignores. Skips protobuf-c without gcc and protoc-c, and crit if it is not installed.
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import process from "node:process";
import { fileURLToPath } from "node:url";

const HERE = fileURLToPath(new URL("../", import.meta.url));
const MESSAGES = fileURLToPath(new URL("../../schema/messages/", import.meta.url));
export const PEERS = fileURLToPath(new URL("../../node_modules/.cache/critgen-bench/", import.meta.url));

const PINS = ["package.json", "package-lock.json"];
const MODULES = ["pagemap", "fdinfo", "core", "mm"];

function run(command, args, options = {}) {
  const PATH = `${join(PEERS, "node_modules/.bin")}${delimiter}${process.env.PATH}`;
  const { status, error, stdout, stderr } = spawnSync(command, args, {
    cwd: PEERS,
    encoding: "utf8",
    ...options,
    env: { ...process.env, PATH },
  });
  return { ok: status === 0, text: `${stdout ?? ""}${stderr ?? ""}${error ?? ""}` };
}

function must(command, args) {
  const { ok, text } = run(command, args);
  if (!ok) throw new Error(`${command} ${args.join(" ")} failed:\n${text}`);
}

/** Runs `make`, unless it already ran for the same files. */
function once(name, files, make) {
  const stamp = join(PEERS, `${name}.stamp`);
  const now = files.map((file) => readFileSync(file, "utf8")).join("\0");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === now) return;
  process.stderr.write(`preparing ${name} …\n`);
  make();
  writeFileSync(stamp, now);
}

/** Prepares the peers; returns the names of available contenders, and the reasons for the absence of others. */
export function preparePeers() {
  const pins = PINS.map((file) => join(HERE, "peers", file));
  const protos = readdirSync(MESSAGES).map((file) => join(MESSAGES, file));
  mkdirSync(PEERS, { recursive: true });
  once("packages", pins, () => {
    for (const file of PINS) cpSync(join(HERE, "peers", file), join(PEERS, file));
    // `npm ci` would fail if the lock file comes from another platform and lacks this one's binaries.
    must("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund"]);
  });
  once("generated", [...pins, ...protos], generate);
  const present = ["protobufjs", "protobuf-es", "ts-proto", "protobuf-ts"];
  const absent = [];
  if (!run("gcc", ["--version"]).ok || !run("protoc-c", ["--version"]).ok)
    absent.push("protobuf-c: no gcc or protoc-c");
  else {
    once("protobuf-c", [join(HERE, "contenders/protobuf-c.c"), ...protos], compile);
    present.push("protobuf-c");
  }
  if (run(PYTHON, ["-c", "import pycriu.images"]).ok) present.push("crit");
  else absent.push("crit: not installed");
  return { present, absent };
}

/** Python interpreter of Debian's packages. */
export const PYTHON = "/usr/bin/python3";

function generate() {
  rmSync(join(PEERS, "protos"), { recursive: true, force: true });
  rmSync(join(PEERS, "generated"), { recursive: true, force: true });
  cpSync(MESSAGES, join(PEERS, "protos"), { recursive: true });
  cpSync(join(HERE, "peers/buf.gen.yaml"), join(PEERS, "buf.gen.yaml"));
  must("buf", ["generate", "protos"]);
  // The generator omits file extensions in imports, which Node requires.
  const folder = join(PEERS, "generated/protobuf-ts");
  for (const name of readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"))) {
    const file = join(folder, name);
    writeFileSync(file, readFileSync(file, "utf8").replaceAll(/(from "\.[^"]*)"/g, '$1.js"'));
  }
  const js = ["--target", "es2022", "--module", "esnext", "--moduleResolution", "bundler", "--skipLibCheck"];
  const sources = readdirSync(join(PEERS, "generated/ts-proto"), { recursive: true })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => `generated/ts-proto/${name}`);
  // Ignores type errors, because not all packages of types are installed.
  run("tsc", [...js, ...sources]);
  const options = ["-t", "static-module", "-w", "es6", "--keep-case", "--force-long", "-o", "generated/protobufjs.js"];
  must("pbjs", [...options, ...MODULES.map((name) => `protos/${name}.proto`)]);
}

function compile() {
  rmSync(join(PEERS, "c"), { recursive: true, force: true });
  mkdirSync(join(PEERS, "c"));
  must("buf", ["build", "protos", "-o", "c/all.binpb"]);
  // The messages import critgen's annotations, which extend protobuf's descriptor.
  const names = [...readdirSync(join(PEERS, "protos")), "google/protobuf/descriptor.proto"];
  must("protoc-c", ["--descriptor_set_in=c/all.binpb", "--c_out=c", ...names]);
  const sources = names.map((name) => `c/${name.replace(/proto$/, "pb-c.c")}`);
  must("gcc", ["-O2", "-Ic", "-o", "c/bench", join(HERE, "contenders/protobuf-c.c"), ...sources, "-lprotobuf-c"]);
}
