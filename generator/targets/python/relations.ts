import { kebabCase } from "../../model/names.ts";
import { quote } from "../../text/quote.ts";
import { type RelationRecord, type RelationSection, type RelationValue, relationTypes } from "../relation-records.ts";
import { plain } from "./names.ts";

/** A constant of the module: a table by name, or a tuple of texts. */
interface SectionView {
  readonly constant: string;
  readonly about: string;
  readonly type: string | undefined;
  readonly items: readonly { readonly key: string; readonly value: string }[];
}

/** Returns the view of the module of relations. */
export function relationsView(sections: readonly RelationSection[]): {
  readonly sections: readonly SectionView[];
  readonly types: readonly string[];
  readonly exports: readonly string[];
} {
  const types = relationTypes().map(className);
  return {
    types,
    exports: [...sections.map(({ name }) => name.toUpperCase()).sort(), ...types],
    sections: sections.map(({ name, type, about, items }) => ({
      constant: name.toUpperCase(),
      about,
      type: type && className(type),
      items: items.map((item) => ({ key: keyOf(item), value: literal(item) })),
    })),
  };
}

function className(type: string): string {
  return `Relation${type}`;
}

/** Returns the name of a record: its first field. */
function keyOf(item: RelationValue): string {
  const [, name] = isRecord(item) ? (item.fields[0] ?? []) : [];
  return typeof name === "string" ? name : "";
}

function isRecord(value: RelationValue): value is RelationRecord {
  return typeof value === "object" && "type" in value;
}

function literal(value: RelationValue): string {
  if (isRecord(value)) {
    const fields = value.fields.map(([name, one]) => `${attribute(name)}=${literal(one)}`);
    return `${className(value.type)}(${fields.join(", ")})`;
  }
  if (typeof value === "object") return `(${value.map(literal).join(", ")}${value.length === 1 ? "," : ""})`;
  if (value === true) return "True";
  return typeof value === "string" ? quote(value) : `${value}`;
}

function attribute(name: string): string {
  return plain(kebabCase(name).replaceAll("-", "_"));
}
