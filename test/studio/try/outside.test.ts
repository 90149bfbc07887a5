import { history, undo } from "@codemirror/commands";
import { EditorState, Transaction, type TransactionSpec } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import { changeFromOutside } from "../../../studio/try/editor/outside.ts";

/** An editor without a page: its time is said, so that all happens in one moment. */
class Editing {
  state = EditorState.create({ doc: "message: tag_entry", extensions: history() });

  get text(): string {
    return this.state.doc.toString();
  }

  type(from: number, to: number, insert: string): void {
    this.#take({ changes: { from, to, insert }, userEvent: "input.type" });
  }

  mend(text: string): void {
    this.#take(changeFromOutside(this.state, text) ?? {});
  }

  undo(): void {
    undo({ state: this.state, dispatch: ({ state }) => (this.state = state) });
  }

  #take(spec: TransactionSpec): void {
    this.state = this.state.update(spec, { annotations: Transaction.time.of(1000) }).state;
  }
}

describe("a change from outside", () => {
  it("is undone without what was typed just before and just after it", () => {
    const editing = new Editing();
    editing.type(17, 18, "i");
    editing.mend("message: tag_entry");
    editing.type(18, 18, "x");
    editing.undo();
    expect(editing.text).toBe("message: tag_entry");
    editing.undo();
    expect(editing.text).toBe("message: tag_entri");
    editing.undo();
    expect(editing.text).toBe("message: tag_entry");
  });

  it("is none where the editor has the text", () => {
    expect(changeFromOutside(new Editing().state, "message: tag_entry")).toBeUndefined();
  });
});
