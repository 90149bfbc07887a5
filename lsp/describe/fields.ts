import type { Enum, Field, FieldType, Message, Model } from "../../generator/model/model.ts";

/*
 * Messages, enums and fields as Markdown.
 */

/** Longest comment beside a field of a message, in characters. */
const MOST = 90;

/** Describes a message: its comment, since when it is there, the images that use it, and its fields. */
export function describeMessage(model: Model, { name, comment, fields }: Message): string {
  const images = model.images.filter(({ layout }) => [layout.first?.message, layout.entries?.message].includes(name));
  const lines = fields.map((field) => `  ${declarationOf(field)};${besideOf(model, name, field)}`);
  const uses = images.map((image) => image.name).join(", ");
  return paragraphs(comment, block([`message ${name} {`, ...lines, "}"]), uses === "" ? "" : `Images: ${uses}`);
}

function besideOf({ history }: Model, message: string, { name, comment }: Field): string {
  const since = history.fields.get(`${message}.${name}`);
  const [line = ""] = comment.split("\n");
  const text = line.length > MOST ? `${line.slice(0, MOST - 1)}…` : line;
  const notes = [text, since === undefined ? "" : `since ${since}`].filter((one) => one !== "");
  return notes.length === 0 ? "" : `  // ${notes.join("; ")}`;
}

/** Describes a field: its declaration, its comment, since when it is there, and a note of the history. */
export function describeField({ history }: Model, message: string, field: Field): string {
  const path = `${message}.${field.name}`;
  const since = history.fields.get(path);
  return paragraphs(
    block([`// ${path}`, `${declarationOf(field)};`]),
    field.comment,
    since === undefined ? "" : `Since ${since}.`,
    sentence(history.notes.get(path)),
    field.deprecated === true ? "Deprecated." : "",
  );
}

/** Describes an enum: its comment and its values. */
export function describeEnum({ history }: Model, { name, comment, values }: Enum): string {
  const lines = values.map(({ name: value, number, comment: about }) => {
    const since = history.enumValues.get(`${name}.${value}`);
    const notes = [about.split("\n")[0] ?? "", since === undefined ? "" : `since ${since}`].filter(Boolean);
    return `  ${value} = ${number};${notes.length === 0 ? "" : `  // ${notes.join("; ")}`}`;
  });
  return paragraphs(comment, block([`enum ${name} {`, ...lines, "}"]));
}

/** Writes a field as in its .proto file, without options. */
export function declarationOf({ label, type, name, number }: Field): string {
  return `${type.kind === "map" ? "" : `${label} `}${typeName(type)} ${name} = ${number}`;
}

function typeName(type: FieldType): string {
  if (type.kind === "map") return `map<${type.key}, ${typeName(type.value)}>`;
  return type.kind === "scalar" ? type.scalar : type.name;
}

function block(lines: readonly string[]): string {
  return ["```proto", ...lines, "```"].join("\n");
}

export function paragraphs(...texts: readonly string[]): string {
  return texts.filter((text) => text !== "").join("\n\n");
}

/** Returns a text as a sentence; nothing if there is none. */
export function sentence(text: string | undefined): string {
  if (text === undefined || text === "") return "";
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?…]$/.test(text) ? "" : "."}`;
}
