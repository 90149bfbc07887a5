import type { LinkedFiles } from "../../generator/load/proto/link.ts";
import type { FieldNode, ProtoFile, Word } from "../../generator/load/proto/tree.ts";
import { enumsOf, extendsOf, fieldsOf, fullName, messagesOf } from "../../generator/load/proto/walk.ts";
import { groupSpan } from "../text/span.ts";
import { declaration, type KnownNames, reference } from "./known.ts";
import type { Occurrence } from "./name.ts";

/** Yields the names in a .proto file: its declarations, types of fields, imports, and names in options. */
export function* namesInProto(file: ProtoFile, linked: LinkedFiles, known: KnownNames): Generator<Occurrence> {
  yield declaration("file", file.name, { from: 0, to: 0 });
  for (const { text, range } of file.imports) yield reference("file", text, { from: range.from + 1, to: range.to - 1 });
  for (const { name, path } of messagesOf(file)) yield declaration("message", fullName(file, path), name.range);
  for (const { name, path, values } of enumsOf(file)) {
    yield declaration("enum", fullName(file, path), name.range);
    for (const { name: value } of values) {
      yield declaration("value", `${fullName(file, path)}.${value.text}`, value.range);
    }
  }
  for (const { field, owner } of fieldsOf(file)) {
    if (owner !== undefined) yield declaration("field", fullName(file, field.path), field.name.range);
    yield* namesInField(file, field, linked, known);
  }
  for (const { type } of extendsOf(file)) yield* namesInType(file, type, type.text.replace(/^\./, ""), known);
}

function* namesInField(
  file: ProtoFile,
  field: FieldNode,
  { fields }: LinkedFiles,
  known: KnownNames,
): Generator<Occurrence> {
  const type = fields.get(field)?.type;
  if (type?.kind === "target") yield* namesInType(file, field.type, type.name, known);
  if (field.options.length === 0 && field.default === undefined) return;
  const text = file.text.slice(field.range.from, field.range.to);
  for (const match of text.matchAll(/\(\s*criu\s*\)\s*\.\s*(flags|dict)\s*=\s*"([^"]*)"/dg)) {
    const span = groupSpan(match, 2, field.range.from);
    const [, option, name = ""] = match;
    if (span !== undefined) yield reference(option === "flags" ? "map" : "dict", name, span);
  }
  if (type?.kind !== "target" || type.node.kind !== "enum") return;
  const match = /[[,]\s*default\s*=\s*(\w+)/d.exec(text);
  const span = match && groupSpan(match, 1, field.range.from);
  if (span) yield reference("value", `${type.name}.${match[1]}`, span);
}

/** Yields the parts of a type: `outer.inner` refers to both messages. */
function* namesInType(file: ProtoFile, { range }: Word, full: string, { protos }: KnownNames): Generator<Occurrence> {
  const parts = [...file.text.slice(range.from, range.to).matchAll(/\w+/g)];
  const whole = full.split(".");
  for (const [i, part] of parts.entries()) {
    const name = whole.slice(0, whole.length - parts.length + i + 1).join(".");
    const kind = protos.get(name);
    const from = range.from + part.index;
    if (kind !== undefined) yield reference(kind, name, { from, to: from + part[0].length });
  }
}
