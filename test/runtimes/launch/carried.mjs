// Runs carried.mjs on Node, Bun and Deno: nothing in it is of one of them.
import { launch } from "../carried.mjs";

console.log(JSON.stringify(await launch()));
