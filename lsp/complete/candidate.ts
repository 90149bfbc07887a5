import { type CompletionItem, CompletionItemKind } from "vscode-languageserver-types";
import type { Change } from "../text/change.ts";
import type { Source } from "../text/source.ts";
import type { Span } from "../text/span.ts";

/** A word that can be typed at a place. */
export interface Candidate {
  readonly label: string;
  readonly kind: CompletionItemKind;
  /** A few words beside the label. */
  readonly detail?: string | undefined;
  /** Markdown. */
  readonly about?: string | undefined;
  /** Text to insert; the label by default. */
  readonly insert?: string;
  /** Part that it replaces; the word around the cursor by default. */
  readonly span?: Span;
  /** A change elsewhere in the file that belongs to it. */
  readonly also?: Change | undefined;
}

/** Returns a candidate for an editor. */
export function toItem(candidate: Candidate, index: number, word: Span, source: Source): CompletionItem {
  const { label, kind, detail, about, insert = label, span = word, also } = candidate;
  return {
    ...{ label, kind, sortText: String(index).padStart(4, "0") },
    ...(detail !== undefined && { detail }),
    ...(about !== undefined && about !== "" && { documentation: { kind: "markdown", value: about } }),
    textEdit: { range: source.rangeOf(span), newText: insert },
    ...(also !== undefined && { additionalTextEdits: [{ range: source.rangeOf(also), newText: also.text }] }),
  };
}

export function plain(label: string, detail?: string): Candidate {
  return { label, kind: CompletionItemKind.Value, detail };
}
