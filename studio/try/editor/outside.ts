import { isolateHistory } from "@codemirror/commands";
import type { EditorState, TransactionSpec } from "@codemirror/state";
import { changeOf } from "../../../lsp/text/change.ts";

/**
 * Returns the change to a text that came from outside, as when a fix is taken; undefined if the editor has that text. It is
 * undone by itself: without that, the history takes it for a part of what was typed within the half second before.
 */
export function changeFromOutside(state: EditorState, text: string): TransactionSpec | undefined {
  const changed = changeOf(state.doc.toString(), text);
  if (changed === undefined) return undefined;
  return {
    changes: { from: changed.from, to: changed.to, insert: changed.text },
    annotations: isolateHistory.of("full"),
  };
}
