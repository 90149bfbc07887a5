// Runs carried.mjs on Node, Bun and Deno: it uses none of their own functions.
import { launch } from "../carried.mjs";

console.log(JSON.stringify(await launch()));
