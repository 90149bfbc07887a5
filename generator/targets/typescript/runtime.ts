/** Modules of templates/runtime/ that other modules of a package import. */
type RuntimeModule =
  | "checkpoint"
  | "checks"
  | "columns"
  | "descriptor"
  | "framing"
  | "identify"
  | "image"
  | "layout"
  | "maps"
  | "merge"
  | "names"
  | "reader"
  | "runs"
  | "stream"
  | "unknown"
  | "writer";

/** Returns the path of a runtime module in a package. */
export function runtime(name: RuntimeModule): string {
  return `src/runtime/${name}.ts`;
}
