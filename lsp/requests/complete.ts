import type { CompletionList } from "vscode-languageserver/node";
import { type Candidate, toItem } from "../complete/candidate.ts";
import { inProto } from "../complete/proto.ts";
import { inYaml } from "../complete/yaml.ts";
import { wordAround } from "../text/token.ts";
import type { Session } from "../workspace/session.ts";
import type { SchemaSource } from "../workspace/snapshot.ts";
import { contextAt } from "../yaml/context.ts";
import type { Shapes } from "../yaml/shapes.ts";

/**
 * Lists what can be typed at an offset. It does not wait for the schema to be read again: names are those of the last
 * one without faults.
 */
export function complete(session: Session, source: SchemaSource, offset: number, shapes: Shapes): CompletionList {
  const word = wordAround(source.text, offset, true);
  const candidates = candidatesAt(session, source, offset, shapes);
  // Towns depend on the typed letters.
  return { isIncomplete: true, items: candidates.map((one, i) => toItem(one, i, word, source)) };
}

function candidatesAt(
  session: Session,
  { kind, file, text }: SchemaSource,
  offset: number,
  shapes: Shapes,
): Candidate[] {
  if (kind === "proto") return inProto(session.whole, file, text, offset);
  const context = contextAt(text, offset);
  if (context === undefined) return [];
  const { model } = session.whole.loaded;
  return inYaml(kind, { model, context, reports: session.reports }, shapes);
}
