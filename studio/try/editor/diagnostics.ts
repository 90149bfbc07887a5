import { forEachDiagnostic, type Diagnostic as Shown } from "@codemirror/lint";
import type { EditorState, Text } from "@codemirror/state";
import type { Diagnostic } from "vscode-languageserver-types";
import { visible } from "../../parts/text.ts";
import { rangeOf } from "./places.ts";

/** Severities of the protocol, by their numbers. */
const SEVERITIES: readonly Shown["severity"][] = ["error", "error", "warning", "info"];

/** A change that mends a problem. */
export interface Fix {
  readonly title: string;
  readonly take: () => void;
}

/** Returns the fixes of a diagnostic in a file. */
export type FixesOf = (path: string, diagnostic: Diagnostic) => readonly Fix[];

/** Most problems of one file that are shown in it. */
const MOST = 200;

/** Returns the problems of a file as the editor shows them. */
export function shownDiagnostics(
  doc: Text,
  diagnostics: readonly Diagnostic[],
  fixesOf: (diagnostic: Diagnostic) => readonly Fix[],
): Shown[] {
  return diagnostics.slice(0, MOST).map((diagnostic) => ({
    ...rangeOf(doc, diagnostic.range),
    severity: SEVERITIES[diagnostic.severity ?? 1] ?? "error",
    message: messageOf(diagnostic.message),
    source: String(diagnostic.code),
    actions: fixesOf(diagnostic).map(({ title, take }) => ({ name: visible(title), apply: take })),
  }));
}

/** Returns whether an editor shows exactly these problems, at their places. */
export function areShown(state: EditorState, all: readonly Shown[]): boolean {
  const shown: Shown[] = [];
  forEachDiagnostic(state, (one, from, to) => shown.push({ ...one, from, to }));
  const texts = [shown, all].map((some) => JSON.stringify(some.map((one) => JSON.stringify(one)).sort()));
  return texts[0] === texts[1];
}

/** Returns a message as a text. */
export function messageOf(message: Diagnostic["message"]): string {
  return typeof message === "string" ? message : message.value;
}
