import type { FieldType } from "../model/model.ts";
import { reachableFrom } from "../model/reachable.ts";
import type { Declared } from "./convert.ts";

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
  const uses = new Map(messages.map(({ name, fields }) => [name, fields.flatMap(({ type }) => namesIn(type))]));
  const usedBy = (name: string) => uses.get(name) ?? [];
  const ofOptions = reachableFrom(options, usedBy);
  const own = [...messages, ...enums].map(({ name }) => name).filter((name) => !name.startsWith("google.protobuf."));
  const used = reachableFrom([...own.filter((name) => !ofOptions.has(name)), ...entries], usedBy);
  const isUsed = ({ name }: { readonly name: string }): boolean => used.has(name);
  return { messages: messages.filter(isUsed), enums: enums.filter(isUsed) };
}

function namesIn(type: FieldType): string[] {
  if (type.kind === "map") return namesIn(type.value);
  return type.kind === "scalar" ? [] : [type.name];
}
