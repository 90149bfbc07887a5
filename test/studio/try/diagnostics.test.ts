import { setDiagnostics } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { describe, expect, it } from "vitest";
import type { Diagnostic } from "vscode-languageserver-types";
import { areShown, shownDiagnostics } from "../../../studio/try/editor/diagnostics.ts";

const TEXT = "message: tag_entri\n";
const RANGE = { start: { line: 0, character: 9 }, end: { line: 0, character: 18 } };

/** Returns the problem of the text as the editor shows it, with a fix of a title. */
function shown(title: string, message = "unknown message"): ReturnType<typeof shownDiagnostics> {
  const { doc } = EditorState.create({ doc: TEXT });
  const diagnostic: Diagnostic = { range: RANGE, message, severity: 1, code: "unknown-message" };
  return shownDiagnostics(doc, [diagnostic], () => [{ title, take: () => undefined }]);
}

describe("problems that an editor shows", () => {
  const empty = EditorState.create({ doc: TEXT });
  const state = empty.update(setDiagnostics(empty, shown("Mend it"))).state;

  it("are the same if their places, messages and fixes are", () => {
    expect(areShown(state, shown("Mend it"))).toBe(true);
    expect(areShown(empty, [])).toBe(true);
  });

  it("are others if one of these changes", () => {
    expect(areShown(state, shown("Mend it otherwise"))).toBe(false);
    expect(areShown(state, shown("Mend it", "another message"))).toBe(false);
    expect(areShown(state, [])).toBe(false);
    expect(areShown(empty, shown("Mend it"))).toBe(false);
  });

  it("are others once their text was replaced", () => {
    const replaced = state.update({ changes: [{ from: 0, to: TEXT.length, insert: TEXT }] }).state;
    expect(areShown(replaced, shown("Mend it"))).toBe(false);
  });
});
