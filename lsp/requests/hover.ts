import type { Hover } from "vscode-languageserver/node";
import { isScalar } from "yaml";
import { documentOf, type YamlPath } from "../../generator/load/source.ts";
import type { Model } from "../../generator/model/model.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import { sentence } from "../describe/fields.ts";
import { describeMagic } from "../describe/magic.ts";
import { describeName } from "../describe/name.ts";
import type { Span } from "../text/span.ts";
import type { SchemaSource, Snapshot } from "../workspace/snapshot.ts";
import { nodeAt } from "../yaml/nodes.ts";
import type { Shapes } from "../yaml/shapes.ts";

/** Describes the thing at an offset: a name, a magic or a town, or a key. */
export function hover(snapshot: Snapshot, source: SchemaSource, offset: number, shapes: Shapes): Hover | undefined {
  const { model } = snapshot.loaded;
  const name = snapshot.names.at(source, offset);
  const text = name && describeName(model, name);
  if (name !== undefined && text !== undefined) return toHover(source, name, text);
  if (source.kind === "proto") return undefined;
  const { contents } = documentOf(source.text).document;
  const found = nodeAt(contents, offset);
  if (found === undefined) return undefined;
  const { path, at, span } = found;
  const value = at === "value" ? valueAt(contents, path) : undefined;
  const magic = magicAt(model, path, value);
  const described = magic ?? sentence(shapes.describe(source.kind, path));
  return described === "" ? undefined : toHover(source, span, described);
}

function toHover(source: SchemaSource, span: Span, value: string): Hover {
  return { contents: { kind: "markdown", value }, range: source.rangeOf(span) };
}

/** Describes the value of `magic`, or the magic of the row whose town it is. */
function magicAt(model: Model, path: YamlPath, value: unknown): string | undefined {
  const key = path.at(-1);
  if (key === "magic" && typeof value === "number") return describeMagic(model, value);
  if (key !== "town" || value === undefined) return undefined;
  const owner = magicsOf(model).find(({ name }) => name === path.at(-2));
  return owner && describeMagic(model, owner.value);
}

function valueAt(contents: unknown, path: YamlPath): unknown {
  const node = (contents as { getIn?: (path: YamlPath, keep: boolean) => unknown } | null)?.getIn?.(path, true);
  return isScalar(node) ? node.value : undefined;
}
