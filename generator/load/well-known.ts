import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import protobuf from "protobufjs";

/** Google's files that any .proto file may import. protobufjs carries them: some as JSON, some as .proto. */
const AS_JSON = ["any", "duration", "empty", "field_mask", "struct", "timestamp", "wrappers"].map(path);
const AS_PROTO = ["api", "descriptor", "source_context", "type"].map(path);

function path(name: string): string {
  return `google/protobuf/${name}.proto`;
}

export function isWellKnown(file: string): boolean {
  return AS_JSON.includes(file) || AS_PROTO.includes(file);
}

/** Adds the well-known files that are imported, and all that they import in turn. */
export function addWellKnown(root: protobuf.Root, imported: Iterable<string>): void {
  const files = new Set([...imported].filter(isWellKnown));
  // A set that grows while it is gone through is gone through to its end.
  for (const file of files) {
    if (AS_JSON.includes(file)) {
      const { nested = {} } = protobuf.common.get(file) ?? {};
      root.addJSON(nested);
      continue;
    }
    const folder = dirname(createRequire(import.meta.url).resolve("protobufjs/package.json"));
    const { imports } = protobuf.parse(readFileSync(join(folder, file), "utf8"), root, { keepCase: true });
    for (const more of imports ?? []) files.add(more);
  }
}
