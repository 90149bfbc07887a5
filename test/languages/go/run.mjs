/* Tests Go packages: format, vet, their tests over real images and vectors, and the same outcomes as TypeScript. */
import { Buffer } from "node:buffer";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { env } from "node:process";
import { writeRelations } from "../relations.mjs";
import { compare } from "./differential.mjs";
import { addProgram, addTests, call, FOLDERS, generate, inFolder, ODD, odd, ROOT } from "./package.mjs";

/** Images of packages that have little in common: each needs another part of the runtime. */
const FEW = ["PAGEMAP", "PSTREE", "GHOST_FILE", "IPCNS_MSG,IPCNS_SEM", "PAGES", "PAGES_OLD,INVENTORY"];

/** Runs all tests; `--quick` leaves out the long share of the random ones. */
export async function run(options = []) {
  const count = options.includes("--quick") ? 2000 : 20_000;
  await inFolder(async (folder) => {
    for (const images of FEW) {
      const out = join(folder, images);
      generate(folder, out, { images: images.split(",") });
      check(out);
    }
    const plain = join(folder, "plain");
    generate(folder, plain, { parts: ["codec"] });
    check(plain);
    if (/relation/i.test(call("go", ["doc", "-all"], plain))) throw new Error("relations without the part");
    lint(plain);
    const all = join(folder, "all");
    generate(folder, all);
    addTests(all);
    const relations = join(folder, "relations.json");
    await writeRelations(join(ROOT, "generated/dist"), relations);
    check(all, { RELATIONS: relations });
    lint(all);
    checkLinker(all);
    await compare(all, join(ROOT, "generated/dist"), seedsOfVectors(), count);
    await testOdd(folder, count);
  });
}

/** Tests messages with all that protobuf allows and CRIU does not use. */
async function testOdd(folder, count) {
  const [out, typescript] = ["go", "typescript"].map((name) => join(folder, "odd", name));
  for (const target of [out, typescript]) mkdirSync(target, { recursive: true });
  const go = odd(out, { target: "go", name: "example.org/criuimages" });
  check(go);
  lint(go);
  const compiled = odd(typescript, { name: "odd-images", parts: ["codec", "json"] });
  await compare(go, join(compiled, "dist"), seedsOfSamples(go), count / 2);
}

function check(out, variables = {}) {
  const unformatted = call("gofmt", ["-l", "."], out);
  if (unformatted !== "") throw new Error(`gofmt changes ${unformatted}`);
  call("go", ["vet", "./..."], out);
  // All of vet has run: `go test` would run a part of it again.
  call("go", ["test", "-vet=off", "./..."], out, { ...FOLDERS, ...variables });
  console.log(`go: ${out.split("/").slice(-2).join("/")}: ok`);
}

const STATICCHECK = "honnef.co/go/tools/cmd/staticcheck@v0.7.0";

/** Runs staticcheck, which comes over the network. */
function lint(out) {
  call("go", ["run", STATICCHECK, "./..."], out, { GOFLAGS: env.GOFLAGS ?? "", GOPROXY: env.GOPROXY ?? "" });
}

/** Types and functions of images, messages and JSON, and relations. */
const OTHERS = /\b(?:[A-Z]\w*(?:Image|Entry)|layout\w*|printer|scanner|Relation\w*)\b/;

/** Checks that a program that reads one type of image contains no other, no JSON and no relations. */
function checkLinker(out) {
  addProgram(out, "small");
  const symbols = call("go", ["tool", "nm", "small/small"], out).match(/example\.org\/criuimages\S*/g);
  const surplus = symbols.filter((symbol) => !symbol.includes("Pagemap") && OTHERS.test(symbol));
  if (symbols.length < 20 || surplus.length > 0)
    throw new Error(`a program that reads PAGEMAP contains ${surplus.join(", ")}`);
}

/** Returns the short images of the vectors, with the names of their files. */
function seedsOfVectors() {
  const lines = ["images", "corpus", "encodings"].flatMap((file) =>
    readFileSync(join(FOLDERS.VECTORS, `${file}.jsonl`), "utf8")
      .split("\n")
      .slice(0, -1),
  );
  const vectors = lines.map((line) => JSON.parse(line));
  return vectors.map(({ file, bytes }) => ({ file, bytes: Buffer.from(bytes, "hex") })).filter(isShort);
}

/** Returns the samples that a package tests itself with. */
function seedsOfSamples(out) {
  const text = readFileSync(join(out, "images_test.go"), "utf8");
  return [...text.matchAll(/\{"(\w+)", `([\s0-9a-f]*)`\}/g)].map(([, image, hex]) => {
    return { file: ODD[image], bytes: Buffer.from(hex.replaceAll(/\s/g, ""), "hex") };
  });
}

const isShort = ({ bytes }) => bytes.length < 4000;
