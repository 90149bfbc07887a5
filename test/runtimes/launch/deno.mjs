// Runs the program on Deno, with Deno's file functions: deno run launch/deno.mjs IMAGES SCRATCH
import * as criu from "criu-images";
import * as node from "criu-images/node";
import { proveFiles } from "../files.mjs";
import { prove } from "../program.mjs";

const [folder, scratch] = Deno.args;
const paths = JSON.parse(Deno.readTextFileSync(new URL("../paths.json", import.meta.url)));
const images = new Map(paths.map((path) => [path, Deno.readFileSync(`${folder}/${path}`)]));
const files = await proveFiles(criu, node, `${folder}/fds`, scratch);
console.log(JSON.stringify({ ...(await prove(criu, images)), files }));
