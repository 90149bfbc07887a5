/** Paths of the modules of runtime/ that other modules of a package import. */
const MODULES = {
  checkpoint: "image/checkpoint",
  checks: "wire/checks",
  columns: "image/columns",
  descriptor: "image/descriptor",
  framing: "image/framing",
  identify: "image/identify",
  image: "image/image",
  imageLayout: "image/layout",
  layout: "wire/layout",
  maps: "wire/maps",
  merge: "wire/merge",
  names: "image/names",
  reader: "wire/reader",
  runs: "image/runs",
  stream: "image/stream",
  unknown: "wire/unknown",
  writer: "wire/writer",
} as const;

/** Returns the path of a runtime module in a package. */
export function runtime(name: keyof typeof MODULES): string {
  return `src/runtime/${MODULES[name]}.ts`;
}
