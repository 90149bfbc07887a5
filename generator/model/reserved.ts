import { readdirSync, readFileSync } from "node:fs";
import { packageFile } from "./package-root.ts";

/** Types, and values, of the language that generated modules use. */
const LANGUAGE = [
  ...["Uint8Array", "Uint16Array", "Uint32Array", "Int32Array", "BigUint64Array", "BigInt64Array", "Float32Array"],
  ...["Float64Array", "IterableIterator", "AsyncIterableIterator", "Iterable", "Map", "Object", "Promise", "Number"],
];

const EXPORTED = /^export (?:async )?(?:function\*?|interface|type|class|const) (\w+)/gm;

let names: ReadonlySet<string> | undefined;

/** Names that every package has, from the language, the runtime or its own modules: none may be a message's or an image's. */
export function reservedNames(): ReadonlySet<string> {
  if (names !== undefined) return names;
  const folder = packageFile("templates/");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /\.(ts|hbs)$/.test(file))
    .map((file) => readFileSync(new URL(file, folder), "utf8"));
  names = new Set([...LANGUAGE, ...sources.flatMap((source) => [...source.matchAll(EXPORTED)].map((m) => m[1] ?? ""))]);
  return names;
}
