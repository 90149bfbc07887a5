// Iterates over the entries of a pagemap on standard input; memory.mjs measures the memory of this program.
import process from "node:process";
import { streamPagemapImage } from "criu-images/images/pagemap";

const { entries } = await streamPagemapImage(process.stdin);
let count = 0;
for await (const _ of entries) count++;
if (count < 1e8) throw new Error(`only ${count} entries came`);
