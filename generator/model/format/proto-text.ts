import type { Field, FieldType } from "../model.ts";

/** Writes a type in the notation of .proto files. */
export function typeText(type: FieldType, rename: (name: string) => string = (name) => name): string {
  if (type.kind === "map") return `map<${type.key}, ${typeText(type.value, rename)}>`;
  return type.kind === "scalar" ? type.scalar : rename(type.name);
}

/** Writes a field in the notation of .proto files. */
export function fieldText({ label, type, name, number }: Field): string {
  return `${type.kind === "map" ? "" : `${label} `}${typeText(type)} ${name} = ${number}`;
}
