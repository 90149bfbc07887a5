/** Files that a schema reads, beside the .proto files of its folder `messages`. */
const TABLES = ["images.yaml", "display.yaml", "relations.yaml", "history.yaml"];

/** Longest path, in characters. */
const LONGEST = 200;

/** Returns the problem of a path for a file of a schema, if it has one. */
export function problemOfPath(path: string, taken: readonly string[]): string | undefined {
  if (taken.includes(path)) return "There is such a file already.";
  if (TABLES.includes(path)) return undefined;
  const isProto = /^messages\/(?:[\w-]+\/)*[\w-][\w.-]*\.proto$/.test(path) && path.length <= LONGEST;
  return isProto ? undefined : `A schema has ${TABLES.join(", ")}, and messages/NAME.proto.`;
}
