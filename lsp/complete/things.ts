import { CompletionItemKind } from "vscode-languageserver-types";
import type { Field, Model } from "../../generator/model/model.ts";
import { messageNamed } from "../../generator/model/walk.ts";
import { declarationOf } from "../describe/fields.ts";
import type { Candidate } from "./candidate.ts";

/*
 * Candidates for the things of a model.
 */

export function messages({ messages: all }: Model): Candidate[] {
  return all.map(({ name, comment }) => ({ label: name, kind: CompletionItemKind.Struct, detail: firstLine(comment) }));
}

/** Lists the fields of a message that fit. Labels begin with `prefix`. */
export function fields(
  model: Model,
  message: string | undefined,
  fits: (field: Field) => boolean = () => true,
  prefix = "",
): Candidate[] {
  const found = messageNamed(model, message)?.fields.filter(fits) ?? [];
  return found.map((field) => ({
    label: prefix + field.name,
    kind: CompletionItemKind.Field,
    detail: declarationOf(field),
    about: field.comment,
  }));
}

/** Lists the paths `message.field` that continue a text: messages, or the fields of the one that it begins with. */
export function paths(model: Model, typed: string): Candidate[] {
  const owner = model.messages.filter(({ name }) => typed.startsWith(`${name}.`)).sort(byLength)[0]?.name;
  return owner === undefined ? messages(model) : fields(model, owner, undefined, `${owner}.`);
}

function byLength(a: { readonly name: string }, b: { readonly name: string }): number {
  return b.name.length - a.name.length;
}

export function images({ images: all }: Model): Candidate[] {
  return all.map(({ name, about }) => ({ label: name, kind: CompletionItemKind.File, detail: about }));
}

export function enums({ enums: all }: Model): Candidate[] {
  return all.map(({ name, comment }) => ({ label: name, kind: CompletionItemKind.Enum, detail: firstLine(comment) }));
}

export function enumValues({ enums: all }: Model, name: string): Candidate[] {
  const values = all.find((one) => one.name === name)?.values ?? [];
  return values.map((value) => ({
    label: value.name,
    kind: CompletionItemKind.EnumMember,
    detail: String(value.number),
    about: value.comment,
  }));
}

function firstLine(text: string): string | undefined {
  const [line = ""] = text.split("\n");
  return line === "" ? undefined : line;
}
