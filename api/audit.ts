import { shown } from "../generator/config/file.ts";
import { namingsIn } from "../generator/config/target.ts";
import { BUILT_IN_SCHEMA } from "../generator/own/package-root.ts";
import { readTrees } from "../registry/against/read.ts";
import { type Audit, auditSchema } from "../registry/audit/audit.ts";
import type { SchemaOptions } from "./load.ts";
import type { Pause } from "./steps.ts";

/** A schema to audit. */
export interface AuditOptions extends SchemaOptions {
  /** Source trees to compare it with: of CRIU, of its Python tool, or of go-criu. */
  readonly against?: readonly string[] | undefined;
}

export async function audit(options: AuditOptions, pause: Pause): Promise<Audit> {
  const { schema = BUILT_IN_SCHEMA, extend = [], target, against = [] } = options;
  const trees = [];
  for (const tree of against) {
    trees.push(...readTrees(tree));
    await pause();
  }
  return auditSchema(schema, trees, extend.map(shown), namingsIn(target === undefined ? {} : { target }));
}
