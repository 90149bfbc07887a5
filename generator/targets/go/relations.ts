import { pascalCase } from "../../model/names.ts";
import { quote } from "../../text/quote.ts";
import type { RelationRecord, RelationSection, RelationType, RelationValue } from "../relation-records.ts";

/** Longest line of a literal that is not broken. */
const WIDTH = 100;

/** Length of a list that has one line in a record with several. */
const SHORT = 40;

/** Fields that are pointers, so that they can be absent. */
const POINTERS: ReadonlySet<string> = new Set(["always", "aligned", "within", "total", "units", "padded"]);

/** A field of the table: a list of literals. */
interface SectionView {
  readonly name: string;
  readonly type: string;
  readonly items: readonly string[];
}

/** Returns the view of relations.go: the literals of all lists that are not empty. */
export function relationsView(sections: readonly RelationSection[]): { readonly sections: readonly SectionView[] } {
  const present = sections.filter(({ items }) => items.length > 0);
  return {
    sections: present.map(({ name, type, items }) => ({
      name: pascalCase(name),
      type: type === undefined ? "[]string" : `[]${typeName(type)}`,
      items: items.map((item) => element(item, 2)),
    })),
  };
}

function typeName(type: RelationType): string {
  return `Relation${type}`;
}

/** Spells an element of a list: a record needs no type there. */
function element(value: RelationValue, indent: number): string {
  return isRecord(value) ? body(value, indent) : scalar(value);
}

function isRecord(value: RelationValue): value is RelationRecord {
  return typeof value === "object" && "type" in value;
}

function scalar(value: RelationValue): string {
  return typeof value === "string" ? quote(value) : `${value}`;
}

/** Spells the fields of a record on one line; the longer lists of a long one have a line for each element. */
function body({ type, fields }: RelationRecord, indent: number): string {
  const spell = (isBroken: boolean): string => {
    const spelled = embedded(type, fields).map(([name, value]) => {
      return `${pascalCase(name)}: ${fieldValue(name, value, indent, isBroken)}`;
    });
    return `{${spelled.join(", ")}}`;
  };
  const whole = spell(false);
  return whole.length + 4 * indent <= WIDTH ? whole : spell(true);
}

/** Moves conditions into the struct that other ones embed. */
function embedded(type: RelationType, fields: RelationRecord["fields"]): RelationRecord["fields"] {
  const conditions = fields.filter(([name]) => name === "if" || name === "unless");
  if (type === "Conditions" || conditions.length === 0) return fields;
  const others = fields.filter((field) => !conditions.includes(field));
  return [...others, ["RelationConditions", { type: "Conditions", fields: conditions }]];
}

function fieldValue(name: string, value: RelationValue, indent: number, isBroken: boolean): string {
  if (isRecord(value)) return `${POINTERS.has(name) ? "&" : ""}${typeName(value.type)}${body(value, indent)}`;
  if (typeof value !== "object") return scalar(value);
  const type = listType(value[0]);
  const line = value.map((one) => element(one, indent)).join(", ");
  if (!isBroken || value.length < 2 || line.length < SHORT) return `${type}{${line}}`;
  const margin = "\t".repeat(indent);
  return `${type}{\n${value.map((one) => `${margin}\t${element(one, indent + 1)},\n`).join("")}${margin}}`;
}

function listType(first: RelationValue | undefined): string {
  if (first !== undefined && isRecord(first)) return `[]${typeName(first.type)}`;
  return typeof first === "number" ? "[]int64" : "[]string";
}
