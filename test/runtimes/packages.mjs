/*
 * Proves that packages work as a user configures them: generates and packs each, installs it in an empty project, lints
 * it, type-checks a program with every compiler, and runs a program on every runtime.
 *   node test/runtimes/packages.mjs [NAME]     default: all packages
 */
import { cpSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv, execPath } from "node:process";
import { runInBrowser } from "./browser.mjs";
import { mustBe } from "./canonical.mjs";
import {
  BUN,
  COMPILERS,
  CRITGEN,
  DENO,
  FIXTURES,
  HERE,
  IMAGES,
  installTools,
  inTemporaryFolder,
  makeProject,
  must,
  NEW_NODE,
  STRICT,
  toolFile,
} from "./tools/tools.mjs";

/** Name of all packages, so that one program can import each. */
const NAME = "criu-images";

/** Configs of the packages, and one image of each for the typed program. */
const PACKAGES = {
  "one image": { config: { images: ["PAGEMAP"] }, image: "pagemap", type: "Pagemap" },
  "six common images": {
    config: { images: ["INVENTORY", "PSTREE", "CORE", "MM", "PAGEMAP", "FILES"], parts: ["codec", "node"] },
    image: "pstree",
    type: "Pstree",
  },
  "all images": { config: { parts: ["codec", "json", "node", "columns"] }, image: "files", type: "Files" },
  "a fork's schema": {
    config: { extend: [join(FIXTURES, "fork")], images: ["PAGEMAP", "ACME_*"], parts: ["codec", "json", "columns"] },
    image: "acme-gpu",
    type: "AcmeGpu",
  },
  "TypeScript sources": {
    config: { output: "sources", images: ["INVENTORY", "PSTREE"], parts: ["codec", "node"] },
    image: "pstree",
    type: "Pstree",
  },
};

const RESOLUTIONS = [
  { module: "nodenext", moduleResolution: "nodenext" },
  { module: "preserve", moduleResolution: "bundler" },
];

/** Small real images of one checkpoint, embedded in the program so that every runtime can read them. */
const CHECKPOINT = ["inventory.img", "pstree.img", "core-3438.img", "mm-3438.img", "pagemap-3438.img", "files.img"];

/** Generates a package and packs it; returns the tarball. */
function pack(folder, config) {
  mkdirSync(folder);
  writeFileSync(join(folder, "critgen.yaml"), JSON.stringify({ name: NAME, license: "MIT", ...config }));
  must(execPath, [CRITGEN, "generate"], { cwd: folder });
  must(execPath, [CRITGEN, "generate", "--check"], { cwd: folder });
  // npm pack runs the package's own build if it has only sources.
  const made = join(folder, "generated");
  if (config.output === "sources")
    must("npm", ["install", "--no-audit", "--no-fund", "--prefer-offline"], { cwd: made });
  const [packed] = JSON.parse(
    must("npm", ["pack", "--json", "--pack-destination", folder, "./generated"], { cwd: folder }),
  );
  return join(folder, packed.filename);
}

/** Returns a typed program; `type` is the name of an image in the package's functions. */
function consumer({ image, type }) {
  return `import { type AnyImage, decodeAnyImage, encodeAnyImage, ImageError, type ImageName } from "${NAME}";
import { decode${type}Image, encode${type}Image, type ${type}Image } from "${NAME}/images/${image}";
import { selfTest } from "${NAME}/self-test";

const image: ${type}Image = decode${type}Image(new Uint8Array(8));
const name: ImageName = image.image;
const any: AnyImage = decodeAnyImage(encode${type}Image(image));
const bytes: Uint8Array = encodeAnyImage(any);
for (const entry of image.entries) {
  // @ts-expect-error: no message has such a field
  entry.no_such_field;
}
// @ts-expect-error: an image is not a text
encode${type}Image("");
export const all: readonly unknown[] = [name, bytes, selfTest() satisfies number, new ImageError("bad-value", "x").code];
`;
}

/** Type-checks the programs of all projects with each compiler, which then reads its own types once. */
function typeCheck(folder) {
  const start = performance.now();
  for (const compiler of COMPILERS) {
    for (const options of RESOLUTIONS) {
      const compilerOptions = { ...STRICT, ...options };
      const include = ["*/project/consumer.ts"];
      writeFileSync(join(folder, "tsconfig.json"), JSON.stringify({ compilerOptions, include }));
      must(execPath, [toolFile(`${compiler}/bin/tsc`), "-p", folder], { cwd: folder });
    }
  }
  console.log(`compiled by ${COMPILERS.length} compilers: ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** Lints a packed package: it must resolve, with types, in every module resolution. */
function lint(tarball, installed) {
  const publint = must(execPath, [toolFile("publint/src/cli.js"), "run", installed, "--strict", "--pack", "false"]);
  mustBe(publint.includes("All good!"), `publint finds nothing: ${publint}`);
  const attw = [toolFile("@arethetypeswrong/cli/dist/index.js"), tarball, "--profile", "esm-only", "--format", "json"];
  const { analysis } = JSON.parse(must(execPath, attw));
  mustBe(analysis.types.kind === "included", "it has types");
}

/** Runs the program on every runtime; returns its report. @throws if two reports differ */
async function runAll(project, profile) {
  cpSync(join(HERE, "launch"), join(project, "launch"), { recursive: true });
  for (const file of ["carried.mjs", "canonical.mjs"]) cpSync(join(HERE, file), join(project, file));
  const images = CHECKPOINT.map((file) => [file, readFileSync(join(IMAGES, "fds", file)).toString("base64")]);
  writeFileSync(join(project, "carried-images.mjs"), `export const IMAGES = ${JSON.stringify(images)};\n`);
  const env = { DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1", NODE_OPTIONS: "" };
  const launcher = join("launch", "carried.mjs");
  const runs = {
    Node: () => JSON.parse(must(execPath, [launcher], { cwd: project, env })),
    "current Node": () => JSON.parse(must(NEW_NODE, [launcher], { cwd: project, env })),
    Bun: () => JSON.parse(must(BUN, ["--no-install", launcher], { cwd: project, env })),
    Deno: () =>
      JSON.parse(
        must(DENO, ["run", "--no-prompt", "--no-remote", "--node-modules-dir=manual", launcher], { cwd: project, env }),
      ),
    Chromium: async () => {
      const { version: _, ...said } = await runInBrowser(project, profile, "/carried.mjs");
      return said;
    },
  };
  let reference;
  for (const [runtime, work] of Object.entries(runs)) {
    const said = await work();
    reference ??= said;
    mustBe(
      JSON.stringify(said) === JSON.stringify(reference),
      `${runtime} says what Node says: ${JSON.stringify(said)}`,
    );
  }
  return reference;
}

async function main(folder) {
  installTools();
  console.log("package             images  real  digest            seconds: packed, linted, run");
  const wanted = Object.entries(PACKAGES).filter(([what]) => what.includes(argv[2] ?? ""));
  mustBe(wanted.length > 0, `there is a package called ${argv[2]}`);
  for (const [i, [what, { config, ...use }]] of wanted.entries()) {
    const times = [performance.now()];
    const lap = () => times.push(performance.now());
    const place = join(folder, what.replaceAll(/\W/g, "-"));
    // A compiler takes packages with one name and one version for one package.
    const tarball = pack(place, { version: `1.2.${i}`, ...config });
    const project = makeProject(join(place, "project"), tarball);
    must("npm", ["test"], { cwd: join(project, "node_modules", NAME) });
    lap();
    lint(tarball, join(project, "node_modules", NAME));
    lap();
    writeFileSync(join(project, "consumer.ts"), consumer(use));
    mkdirSync(join(place, "profile"));
    const { tried, read, digest } = await runAll(project, join(place, "profile"));
    mustBe(tried > 0 && read > 0, "images were read");
    lap();
    const seconds = times.slice(1).map((time, i) => ((time - times[i]) / 1000).toFixed(1));
    const cells = [
      what.padEnd(18),
      String(tried).padStart(6),
      String(read).padStart(4),
      digest.slice(0, 16),
      seconds.join(", "),
    ];
    console.log(cells.join("  "));
  }
  typeCheck(folder);
}

await inTemporaryFolder(main);
