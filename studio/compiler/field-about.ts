import type { FieldType, Model } from "../../generator/model/model.ts";
import { messageNamed } from "../../generator/model/walk.ts";
import type { FieldAbout } from "../views/image/about.ts";

/** Returns the facts of a model about a field; `undefined` if it has no such field. */
export function fieldAboutOf(model: Model, message: string, number: number): FieldAbout | undefined {
  const owner = messageNamed(model, message);
  const field = owner?.fields.find((one) => one.number === number);
  if (owner === undefined || field === undefined) return undefined;
  const { name, comment, label, type } = field;
  const own = type.kind === "enum" ? model.enums.find((one) => one.name === type.name) : undefined;
  const inner = type.kind === "message" ? messageNamed(model, type.name) : own;
  return {
    ...{ message, name, number, doc: comment, file: owner.at.file },
    since: model.history.fields.get(`${message}.${name}`) ?? null,
    type: `${label} ${typeName(type)}`,
    typeDoc: inner?.comment ?? "",
    values: (own?.values ?? []).map((value) => ({ name: value.name, number: value.number, doc: value.comment })),
  };
}

function typeName(type: FieldType): string {
  if (type.kind === "map") return "map";
  return type.kind === "scalar" ? type.scalar : type.name;
}
