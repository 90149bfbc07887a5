import { importIn } from "../../registry/fix/proto.ts";
import { importOf } from "../complete/proto.ts";
import type { Report } from "../workspace/report.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";
import type { Fix } from "./fix.ts";

/** Returns the fix of a type whose file is not imported. */
export function importFix({ loaded }: Snapshot, { hint }: Report, source: SchemaSource): Fix | undefined {
  const name = importIn(hint);
  if (name === undefined) return undefined;
  const own = loaded.syntax.files.find((one) => one.file === source.file);
  return { title: `Import ${name}`, source, change: importOf(name, own, source.text), isPreferred: true };
}
