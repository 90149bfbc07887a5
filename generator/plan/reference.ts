import { type CodeNames, codeName } from "../model/modules.ts";

/** A message, an enum or an image: its name in the schema, and its name in generated code. */
export interface Reference {
  readonly name: string;
  /** The schema's own name, unless the table gives another. A target spells it as its language does. */
  readonly code: string;
}

export function referenceTo(model: CodeNames, name: string): Reference {
  return { name, code: codeName(model, name) };
}
