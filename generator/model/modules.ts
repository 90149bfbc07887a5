import type { CodeName } from "./model.ts";

/** Names that the table gives to generated code. */
export interface CodeNames {
  readonly names: ReadonlyMap<string, Pick<CodeName, "as">>;
}

/** Returns the name of a message, an enum or an image in generated code: its own, unless the table gives another. */
export function codeName({ names }: CodeNames, name: string): string {
  return names.get(name)?.as ?? name;
}

/** Returns the name of a field in generated code and in JSON. */
export function fieldName({ names }: CodeNames, message: string, field: string): string {
  return names.get(`${message}.${field}`)?.as ?? field;
}
