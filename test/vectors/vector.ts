import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

/* Reads and writes the files of vectors: JSON Lines, a vector a line. README.md explains the keys. */

/** An image as bytes, and its content or its error. Bytes are in hex. */
export interface Vector {
  readonly name: string;
  readonly image: string;
  readonly file: string;
  readonly bytes: string;
  readonly forms?: readonly string[];
  readonly json?: string;
  readonly encoded?: string;
  readonly written?: string;
  readonly error?: VectorError;
  readonly judge?: string;
}

/** JSON that is not that of an image, and its error. */
export interface JsonVector {
  readonly name: string;
  readonly image: string;
  readonly json: string;
  readonly error: VectorError;
}

/** The error of reading an image, or its JSON. */
export interface VectorError {
  readonly code: string;
  readonly offset?: number | undefined;
  readonly entry?: number | undefined;
  readonly path?: string | undefined;
}

/** Files of vectors. */
export const FILES = ["images", "corpus", "encodings", "errors"] as const;
export type File = (typeof FILES)[number];

function pathOf(file: string): string {
  return fileURLToPath(new URL(`${file}.jsonl`, import.meta.url));
}

/** Reads the vectors of a file; none if there is no file yet. */
export function readVectors(file: File): Vector[] {
  return readLines(file) as Vector[];
}

/** Reads the vectors of errors in JSON. */
export function readJsonVectors(): JsonVector[] {
  return readLines("json-errors") as JsonVector[];
}

function readLines(file: string): unknown[] {
  const path = pathOf(file);
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, "utf8").split("\n").slice(0, -1);
  return lines.map((line) => JSON.parse(line));
}

export function writeVectors(file: File | "json-errors", vectors: readonly (Vector | JsonVector)[]): void {
  writeFileSync(pathOf(file), vectors.map((vector) => `${JSON.stringify(vector)}\n`).join(""));
}

export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

export function fromHex(hex: string): Uint8Array {
  return new Uint8Array(Buffer.from(hex, "hex"));
}
