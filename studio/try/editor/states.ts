import type { EditorState, StateEffect } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";

/** States of files in an editor. Each keeps its changes to undo, its selection, and the part that was seen. */
export class FileStates {
  readonly #kept = new Map<string, { readonly state: EditorState; readonly scroll: StateEffect<unknown> }>();

  /** Keeps the state of the file that is shown. */
  keep(path: string, view: EditorView): void {
    this.#kept.set(path, { state: view.state, scroll: view.scrollSnapshot() });
  }

  /** Shows a file as it was kept; `create` makes the state of one that was not. */
  show(path: string, view: EditorView, create: () => EditorState): void {
    const kept = this.#kept.get(path);
    view.setState(kept?.state ?? create());
    if (kept !== undefined) view.dispatch({ effects: kept.scroll });
  }
}
