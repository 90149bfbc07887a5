// Runs the program on Node: node launch/node.mjs IMAGES SCRATCH
import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as criu from "criu-images";
import * as node from "criu-images/node";
import { proveFiles } from "../files.mjs";
import { prove } from "../program.mjs";

const [folder, scratch] = process.argv.slice(2);
const paths = JSON.parse(readFileSync(new URL("../paths.json", import.meta.url), "utf8"));
const images = new Map(paths.map((path) => [path, readFileSync(join(folder, path))]));
const files = await proveFiles(criu, node, join(folder, "fds"), scratch);
console.log(JSON.stringify({ ...(await prove(criu, images)), files }));
