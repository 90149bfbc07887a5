// Runs the program on Bun, with its own file functions: bun launch/bun.mjs IMAGES SCRATCH
import * as criu from "criu-images";
import * as node from "criu-images/node";
import { proveFiles } from "../files.mjs";
import { prove } from "../program.mjs";

const [folder, scratch] = Bun.argv.slice(2);
const paths = await Bun.file(new URL("../paths.json", import.meta.url)).json();
const images = new Map();
for (const path of paths) images.set(path, await Bun.file(`${folder}/${path}`).bytes());
const files = await proveFiles(criu, node, `${folder}/fds`, scratch);
console.log(JSON.stringify({ ...(await prove(criu, images)), files }));
