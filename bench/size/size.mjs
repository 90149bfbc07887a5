/*
 * Measures the size of a program that only reads pagemap images: with critgen's package, and with the code of other
 * compilers of .proto files. Their code reads only messages, so these programs contain a loop written by hand.
 *   npm run build && node bench/size/size.mjs [--save]
 */
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { save, table } from "../support.mjs";

const { values: given } = parseArgs({ options: { save: { type: "boolean", default: false } } });
const root = fileURLToPath(new URL("../..", import.meta.url));
const peers = join(root, "node_modules/.cache/critgen-bench-size");
const require = createRequire(join(peers, "package.json"));
const image = join(root, "test/fixtures/images/fds/pagemap-3438.img");

const run = (command, args, cwd = peers, input = undefined) =>
  execFileSync(command, args, { cwd, input, encoding: "utf8", stdio: ["pipe", "pipe", "inherit"] });

/** Installs the other compilers into a folder of their own, unless these versions are present. */
function install() {
  const pins = ["package.json", "package-lock.json"].map((file) => join(root, "bench/size", file));
  const wanted = pins.map((file) => readFileSync(file, "utf8")).join();
  const stamp = join(peers, "installed");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  rmSync(peers, { recursive: true, force: true });
  mkdirSync(peers, { recursive: true });
  for (const file of pins) cpSync(file, join(peers, file.slice(file.lastIndexOf("/") + 1)));
  run("npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
  writeFileSync(stamp, wanted);
}

/** Writes the messages without critgen's own options, because the options would enlarge the code of other compilers. */
function writeProto(folder) {
  const text = readFileSync(join(root, "schema/messages/pagemap.proto"), "utf8");
  const plain = text.replace('import "opts.proto";\n', "").replaceAll(/ *\[\(criu\)[^\]]*\]/g, "");
  writeFileSync(join(folder, "pagemap.proto"), plain);
  writeFileSync(join(folder, "buf.yaml"), "version: v2\n");
}

/** Returns a program that reads the framing, head and magic and the size of each message, by two given functions. */
const loop = (decodeHead, decodeEntry) => `
export function decodePagemapImage(bytes) {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let pos = view.getUint32(0, true) === 0x54564319 ? 4 : 0;
  if (view.getUint32(pos, true) !== 0x56084025) throw new Error("no pagemap");
  pos += 4;
  const next = () => {
    const size = view.getUint32(pos, true);
    pos += 4 + size;
    if (pos > bytes.length) throw new Error("truncated");
    return bytes.subarray(pos - size, pos);
  };
  const head = ${decodeHead}(next());
  const entries = [];
  while (pos < bytes.length) entries.push(${decodeEntry}(next()));
  return { head, entries };
}
`;

/** Runs a plugin of protoc through buf. */
function generate(folder, plugin, opt) {
  const template = { version: "v2", plugins: [{ local: require.resolve(plugin), out: ".", opt }] };
  writeFileSync(join(folder, "buf.gen.yaml"), JSON.stringify(template));
  run(process.execPath, [require.resolve("@bufbuild/buf/bin/buf"), "generate"], folder);
}

function tsProto(folder, options) {
  generate(folder, "ts-proto/protoc-gen-ts_proto", ["importSuffix=.js", "forceLong=bigint", ...options]);
  const program = loop("pagemapHead.decode", "pagemapEntry.decode");
  return `import { pagemapEntry, pagemapHead } from "./pagemap.ts";${program}`;
}

function protobufjs(folder, options) {
  const all = ["-t", "static-module", "-w", "es6", "--keep-case", ...options, "-o", "pagemap.js", "pagemap.proto"];
  run(process.execPath, [require.resolve("protobufjs-cli/bin/pbjs"), ...all], folder);
  const program = loop("pagemap_head.decode", "pagemap_entry.decode");
  return `import { pagemap_entry, pagemap_head } from "./pagemap.js";${program}`;
}

/** Measured programs: each function makes one in a folder and returns its entry file. */
const PROGRAMS = {
  critgen: (folder) => {
    const options = ["--images", "PAGEMAP", "--name", "pagemap-only", "--out", "package"];
    run(process.execPath, [join(root, "dist/main.cjs"), "generate", ...options], folder);
    return 'export { decodePagemapImage } from "./package/dist/index.js";';
  },
  "ts-proto": (folder) => tsProto(folder, []),
  "ts-proto, told to read alone": (folder) =>
    tsProto(folder, ["outputEncodeMethods=decode-only", "outputJsonMethods=false", "outputPartialMethods=false"]),
  "protobuf-es": (folder) => {
    generate(folder, "@bufbuild/protoc-gen-es/bin/protoc-gen-es", ["target=ts"]);
    const decode = (schema) => `((bytes) => fromBinary(${schema}, bytes))`;
    const imports =
      'import { fromBinary } from "@bufbuild/protobuf";import { pagemap_entrySchema, pagemap_headSchema } from "./pagemap_pb.ts";';
    return imports + loop(decode("pagemap_headSchema"), decode("pagemap_entrySchema"));
  },
  protobufjs: (folder) => protobufjs(folder, []),
  "protobufjs, told to read alone": (folder) =>
    protobufjs(
      folder,
      ["encode", "create", "verify", "convert", "delimited", "typeurl"].map((part) => `--no-${part}`),
    ),
};

/** Bundles a program and checks that it reads an image. Returns its sizes. */
async function measure(folder, make) {
  mkdirSync(folder);
  writeProto(folder);
  writeFileSync(join(folder, "program.js"), make(folder));
  const options = {
    bundle: true,
    format: "esm",
    platform: "browser",
    target: "es2022",
    minify: true,
    logLevel: "error",
  };
  const outfile = join(folder, "bundle.mjs");
  const nodePaths = [join(peers, "node_modules")];
  await require("esbuild").build({ ...options, entryPoints: [join(folder, "program.js")], outfile, nodePaths });
  const { decodePagemapImage } = await import(outfile);
  const { entries } = decodePagemapImage(new Uint8Array(readFileSync(image)));
  if (entries.length !== 8) throw new Error(`the program read ${entries.length} entries instead of 8`);
  const code = readFileSync(outfile);
  return [code.length, gzipSync(code, { level: 9 }).length];
}

install();
const versions = JSON.parse(readFileSync(join(root, "bench/size/package.json"), "utf8")).dependencies;
const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8")).version;
const version = { critgen: own, ...versions, "protobuf-es": versions["@bufbuild/protobuf"] };
const scratch = mkdtempSync(join(tmpdir(), "critgen-size-"));
try {
  const rows = [];
  for (const [name, make] of Object.entries(PROGRAMS)) {
    const [minified, gzipped] = await measure(join(scratch, name.replaceAll(/\W/g, "-")), make);
    rows.push([
      `${name.replace(/,|$/, ` ${version[name.split(",")[0]]}$&`)}`,
      String(minified),
      String(gzipped),
      (gzipped / 1024).toFixed(1),
    ]);
  }
  const text = table([["bytes", "minified", "gzipped", "KiB"], ...rows]);
  const about =
    `The program reads pagemap images and does nothing else; esbuild ${versions.esbuild} bundles and minifies it. critgen's program reads\n` +
    "the framing in both byte orders, throws errors with places, and keeps unknown fields; the other programs have a loop of\n" +
    "a few lines around their messages. Made by `node bench/size/size.mjs --save`.";
  console.log(text);
  if (given.save)
    save(join(root, "bench/results/size.md"), `# Size of a program that reads pagemaps\n\n${text}\n\n${about}\n`);
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
