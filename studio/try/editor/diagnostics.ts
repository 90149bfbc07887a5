import type { Diagnostic as Shown } from "@codemirror/lint";
import type { Text } from "@codemirror/state";
import type { Diagnostic } from "vscode-languageserver-types";
import { rangeOf } from "./places.ts";

/** Severities of the protocol, by their numbers. */
const SEVERITIES: readonly Shown["severity"][] = ["error", "error", "warning", "info"];

/** Most problems of one file that are shown in it. */
const MOST = 200;

/** Returns the problems of a file as the editor shows them. */
export function shownDiagnostics(doc: Text, diagnostics: readonly Diagnostic[]): Shown[] {
  return diagnostics.slice(0, MOST).map(({ range, severity, message, code }) => ({
    ...rangeOf(doc, range),
    severity: SEVERITIES[severity ?? 1] ?? "error",
    message: messageOf(message),
    source: String(code),
  }));
}

/** Returns a message as a text. */
export function messageOf(message: Diagnostic["message"]): string {
  return typeof message === "string" ? message : message.value;
}
