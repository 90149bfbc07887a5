import { count, type DissectNode, type NoteSeverity } from "./node.ts";

/** A piece of a line; its style decides its color. */
export interface Piece {
  readonly text: string;
  readonly style: Style;
}

export type Style = "word" | "frame" | "tag" | "name" | "value" | "quiet" | NoteSeverity;

/** Describes a node in words. */
export function describe(node: DissectNode): Piece[] {
  switch (node.kind) {
    case "head":
    case "magic":
      return [piece("quiet", `${node.kind} `), piece("word", beginningText(node))];
    case "size":
      return [piece("frame", frameName(node)), piece("quiet", sizeText(node))];
    case "message":
      return [...fieldName(node), piece("frame", `: ${node.type}`), ...itemPieces(node)];
    case "tag":
      return [...fieldName(node), piece("quiet", node.type === undefined ? "" : `: packed ${node.type}`)];
    case "field":
      return [...fieldName(node), ...valuePieces(node)];
    case "extra":
      return [piece("name", node.path ?? ""), ...extraPieces(node)];
    case "padding":
      return [piece("quiet", "padding")];
    case "rest":
      return [piece("frame", "rest of the file"), piece("quiet", `, ${count(node.size, "byte")}`)];
    case "gap":
      return [piece("quiet", `not read: ${count(node.size, "byte")}`)];
  }
}

function piece(style: Style, text: string): Piece {
  return { style, text };
}

function beginningText({ value, raw, name }: DissectNode): string {
  const number = plain(raw ?? "");
  const details = name === undefined ? number : `${number}, ${name}`;
  return value === undefined ? details : `${plain(value)} (${details})`;
}

/** Removes the quotes of a JSON string, and keeps its escapes. */
function plain(json: string): string {
  return json.replace(/^"(.*)"$/s, "$1");
}

function frameName({ entry, path, type }: DissectNode): string {
  const place = path ?? (entry === undefined ? undefined : `entry ${entry}`);
  return place === undefined ? `${type}` : `${place}: ${type}`;
}

function sizeText({ value, size }: DissectNode): string {
  return value === undefined || size === 0 ? "" : `, ${count(BigInt(value), "byte")}`;
}

/** Formats the number and the wire type of a tag, and the field's name. */
function fieldName({ number, wire, path }: DissectNode): Piece[] {
  const tag = number === undefined ? "" : wire === undefined ? `${number}` : `${number}:${wire}`;
  const name = path?.slice(path.lastIndexOf(".") + 1);
  return [...(tag === "" ? [] : [piece("tag", `${tag} `)]), piece("name", name ?? "?")];
}

/** Formats the name that an element of a list has by its index. */
function itemPieces({ value }: DissectNode): Piece[] {
  return value === undefined ? [] : [piece("quiet", ", "), piece("value", plain(value))];
}

function valuePieces(node: DissectNode): Piece[] {
  const { type, value, raw, size, header = 0 } = node;
  if (size === 0) return [piece("quiet", `: ${type}`)];
  if (isBytes(node)) return [piece("quiet", `: ${count(size - header, "byte")}`)];
  return [piece("quiet", " = "), ...shownValue(type, value ?? "?", raw)];
}

/** Returns whether a node is shown only as bytes. */
export function isBytes({ kind, type, value }: DissectNode): boolean {
  if (kind === "rest" || kind === "gap") return true;
  if (kind !== "field" && kind !== "extra") return false;
  // Base64 stands for bytes: crit ends each of its lines with a line end.
  return (
    value === undefined ||
    (type !== "string" && value.endsWith('\\n"')) ||
    (value === '""' && (kind === "extra" || type === "bytes"))
  );
}

/** Formats a value. A text keeps its quotes; names of numbers have none, and the number follows. */
function shownValue(type: string | undefined, value: string, raw: string | undefined): Piece[] {
  if (type === "string" || type === "bytes") return [piece("value", value)];
  const text = plain(value);
  const number =
    raw === undefined || text.startsWith("0x") || text.startsWith("-0x") ? [] : [piece("quiet", ` (${raw})`)];
  return [piece("value", text === "" ? "none" : text), ...number];
}

function extraPieces(node: DissectNode): Piece[] {
  const { type, value, size } = node;
  if (type === undefined) return [];
  const shown = isBytes(node) ? piece("quiet", `, ${count(size, "byte")}`) : piece("value", ` = ${value}`);
  return [piece("quiet", `: ${type}`), shown];
}
