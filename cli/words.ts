import type { Buffer } from "node:buffer";
import { readFileSync } from "node:fs";
import process from "node:process";
import { textOf } from "../generator/files/path.ts";

/**
 * Returns the words of the command line, with bytes that are not UTF-8 as lone surrogates, if the system provides these
 * bytes.
 */
export function wordsOfCommand(): string[] {
  if (!process.argv.some((word) => word.includes("\ufffd"))) return process.argv;
  try {
    const words = splitAt(readFileSync("/proc/self/cmdline"), 0);
    const own = process.argv.length - 2;
    return own === 0 ? process.argv : [...process.argv.slice(0, 2), ...words.slice(-own).map(textOf)];
  } catch {
    return process.argv;
  }
}

function splitAt(bytes: Buffer, end: number): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = bytes.indexOf(end); at >= 0; at = bytes.indexOf(end, start)) {
    parts.push(bytes.subarray(start, at));
    start = at + 1;
  }
  return parts;
}
