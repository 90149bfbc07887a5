import { CompletionItemKind } from "vscode-languageserver-types";
import { sentence } from "../describe/fields.ts";
import type { Shape } from "../yaml/shapes.ts";
import { type Candidate, plain } from "./candidate.ts";

/** Lists the keys that a map of one of these shapes can have, without those that it has. */
export function keysOf(shapes: readonly Shape[], present: Readonly<Record<string, unknown>>): Candidate[] {
  const all = shapes.flatMap(({ properties = {} }) => Object.entries(properties));
  return all.flatMap(([label, { description }]) => {
    if (Object.hasOwn(present, label)) return [];
    return [{ label, kind: CompletionItemKind.Property, insert: `${label}: `, about: sentence(description) }];
  });
}

/** Lists the values that a JSON Schema names. */
export function valuesOf(shapes: readonly Shape[]): Candidate[] {
  const values = shapes.flatMap((shape) => {
    const listed = [...(shape.enum ?? []), ...(shape.const === undefined ? [] : [shape.const])];
    return [shape.type].flat().includes("boolean") ? [...listed, true, false] : listed;
  });
  return [...new Set(values)].map((value) => plain(String(value)));
}
