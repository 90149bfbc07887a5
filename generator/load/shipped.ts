import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** Names of Google's .proto files that protobufjs ships as texts. */
export const SHIPPED: ReadonlySet<string> = new Set(["api", "descriptor", "source_context", "type"]);

/**
 * Reads one of Google's .proto files from protobufjs. In the page of the studio scripts/studio/compiler.mjs replaces this
 * module by one with the texts.
 */
export function readShipped(name: string): string {
  const folder = dirname(createRequire(import.meta.url).resolve("protobufjs/package.json"));
  return readFileSync(join(folder, `google/protobuf/${name}.proto`), "utf8");
}
