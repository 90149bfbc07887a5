// Runs carried.mjs on Node, Bun and Deno; it calls no functions of a single runtime.
import { launch } from "../carried.mjs";

console.log(JSON.stringify(await launch()));
