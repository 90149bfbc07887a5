import type { FieldType } from "../model/model.ts";
import type { Declared } from "./convert.ts";

/** Names of the types of each message's fields. */
type Uses = ReadonlyMap<string, readonly string[]>;

/** Returns the types reachable by fields from some types, including these. */
function reach(from: Iterable<string>, uses: Uses): Set<string> {
  const reached = new Set(from);
  // A Set visits members that are added during the loop.
  for (const name of reached) for (const used of uses.get(name) ?? []) reached.add(used);
  return reached;
}

/**
 * Drops types that images do not need: those that only options of .proto files use, and unused ones of Google's.
 *
 * @param options types of the options that the schema declares
 * @param entries messages that rows of the table name
 */
export function withoutOptions(
  { messages, enums }: Declared,
  options: Iterable<string>,
  entries: Iterable<string>,
): Declared {
  const uses: Uses = new Map(messages.map(({ name, fields }) => [name, fields.flatMap(({ type }) => namesIn(type))]));
  const ofOptions = reach(options, uses);
  const own = [...messages, ...enums].map(({ name }) => name).filter((name) => !name.startsWith("google.protobuf."));
  const used = reach([...own.filter((name) => !ofOptions.has(name)), ...entries], uses);
  const isUsed = ({ name }: { readonly name: string }): boolean => used.has(name);
  return { messages: messages.filter(isUsed), enums: enums.filter(isUsed) };
}

function namesIn(type: FieldType): string[] {
  if (type.kind === "map") return namesIn(type.value);
  return type.kind === "scalar" ? [] : [type.name];
}
