import { Buffer } from "node:buffer";
import { parentPort, workerData } from "node:worker_threads";
import { CASES } from "./cases.mjs";
import { waysOf } from "./ways.mjs";

/*
 * Makes the input of a case and posts it. A thread of its own: the memory that this takes goes with it, and does not
 * count as that of reading.
 */

/** Largest ratio of the lengths of JSON and its image. */
const LONGER = 8;

const { folder, name, size } = workerData;
const { kind, make } = CASES.find((one) => one.name === name);
const input = kind === "returned" ? await jsonOf() : Uint8Array.from(Buffer.from(make(size)));
parentPort.postMessage(input, [input.buffer]);

/** Returns the JSON of an image of the case; nothing if the image is refused. */
async function jsonOf() {
  const { jsonOf } = await waysOf(folder);
  try {
    return Uint8Array.from(Buffer.from(jsonOf(make(size / LONGER))));
  } catch {
    return new Uint8Array();
  }
}
