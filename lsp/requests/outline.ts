import { type DocumentSymbol, SymbolKind } from "vscode-languageserver-types";
import type { Node } from "yaml";
import type { EnumNode, MessageNode, ProtoFile } from "../../generator/load/proto/tree.ts";
import { documentOf } from "../../generator/load/source.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";
import { type Entry, entriesOf, textOf } from "../yaml/nodes.ts";

/** Lists the things of a file: messages and enums, or sections and rows. */
export function outline({ loaded }: Snapshot, source: SchemaSource): DocumentSymbol[] {
  if (source.kind !== "proto") {
    return entriesOf(documentOf(source.text).document.contents).map((entry) => section(source, entry, 0));
  }
  const file = loaded.syntax.files.find((one) => one.file === source.file);
  return file === undefined ? [] : inBlock(source, file);
}

/** Depth of entries that have no children in an outline: `images`, then its rows. */
const DEEPEST = 1;

function section(source: Source, { name, key, value }: Entry, depth: number): DocumentSymbol {
  const children = depth < DEEPEST ? entriesOf(value).map((one) => section(source, one, depth + 1)) : [];
  const detail = textOf(value, "file");
  const kind = depth === 0 ? SymbolKind.Namespace : SymbolKind.Object;
  return {
    ...symbol(source, name, kind, { from: key.from, to: endOf(source, key, value) }, key, children),
    ...(detail !== undefined && { detail }),
  };
}

/** Returns the end of an entry without the blanks and lines after it. */
function endOf({ text }: Source, key: Span, value: Node | undefined): number {
  const to = Math.max(key.to, value?.range?.[1] ?? 0);
  return key.from + text.slice(key.from, to).trimEnd().length;
}

function inBlock(source: Source, { messages, enums }: Pick<ProtoFile | MessageNode, "messages" | "enums">) {
  const all = [...messages.map((one) => message(source, one)), ...enums.map((one) => enumeration(source, one))];
  return all.sort((a, b) => a.range.start.line - b.range.start.line);
}

function message(source: Source, node: MessageNode): DocumentSymbol {
  const fields = node.fields.map(({ name, range, type, number }) => ({
    ...symbol(source, name.text, SymbolKind.Field, range, name.range, []),
    detail: `${type.text} = ${number.text}`,
  }));
  const children = [...fields, ...inBlock(source, node)];
  return symbol(source, node.name.text, SymbolKind.Struct, node.range, node.name.range, children);
}

function enumeration(source: Source, node: EnumNode): DocumentSymbol {
  const values = node.values.map(({ name, range }) =>
    symbol(source, name.text, SymbolKind.EnumMember, range, name.range, []),
  );
  return symbol(source, node.name.text, SymbolKind.Enum, node.range, node.name.range, values);
}

function symbol(
  source: Source,
  name: string,
  kind: SymbolKind,
  whole: Span,
  key: Span,
  children: DocumentSymbol[],
): DocumentSymbol {
  // The protocol demands that the range contains that of the name, and a name that is not empty.
  const span = { from: Math.min(whole.from, key.from), to: Math.max(whole.to, key.to) };
  const shown = name.trim() === "" ? "(empty)" : name;
  return { name: shown, kind, range: source.rangeOf(span), selectionRange: source.rangeOf(key), children };
}
