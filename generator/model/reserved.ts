import { readdirSync, readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

/** Types of the language that generated modules use. */
const LANGUAGE = [
  ...["Uint8Array", "Uint16Array", "Uint32Array", "Int32Array", "BigUint64Array", "BigInt64Array", "Float32Array"],
  ...["Float64Array", "IterableIterator", "AsyncIterableIterator", "Iterable", "Map", "Object", "Promise"],
];

/** Names that generated modules import from the runtime, or have from the language: none may be a message's. */
export function reservedNames(): Set<string> {
  const folder = packageFile("templates/runtime/");
  const sources = readdirSync(folder).map((file) => readFileSync(new URL(file, folder), "utf8"));
  const exported = /^export (?:async )?(?:function\*?|interface|type|class|const) (\w+)/gm;
  return new Set([...LANGUAGE, ...sources.flatMap((source) => [...source.matchAll(exported)].map((m) => m[1] ?? ""))]);
}
