/*
 * Measures the Go package beside google.golang.org/protobuf and go-criu, which come from the Go module proxy:
 * `node bench/languages/go/run.mjs FOLDER`, with a folder of folders of images. It writes bench/results/go.md.
 */
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { call, FOLDERS, generate, inFolder } from "../../../test/languages/go/package.mjs";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const RESULTS = fileURLToPath(new URL("../../results/go.md", import.meta.url));
const [, , images = FOLDERS.CORPUS] = argv;

const HEAD = `# Go packages and their peers

Real images, decoded from memory and encoded; go-criu reads and writes files, in memory where the system has such. Times are of
the processor, with the garbage collector. Ratio: how many times as long as critgen, round by round; its median, and the least
and the most. Allocations and bytes are of an entry.

`;

await inFolder((folder) => {
  generate(folder, join(folder, "criuimages"));
  copyFileSync(join(HERE, "main.go"), join(folder, "main.go"));
  copyFileSync(join(HERE, "go.mod.txt"), join(folder, "go.mod"));
  call("go", ["mod", "tidy"], folder, { GOPROXY: undefined });
  call("go", ["build", "-o", "measure", "."], folder);
  const table = call(join(folder, "measure"), [images], folder);
  writeFileSync(RESULTS, `${HEAD}${table}`);
  console.log(table);
});
