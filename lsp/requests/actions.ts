import { type CodeAction, CodeActionKind, type Diagnostic, type WorkspaceEdit } from "vscode-languageserver-types";
import type { Fix } from "../fixes/fix.ts";
import { fixesOf } from "../fixes/fixes.ts";
import type { Span } from "../text/span.ts";
import { tokenAt } from "../text/token.ts";
import { uriOfPath } from "../text/uri.ts";
import type { Session } from "../workspace/session.ts";
import { pathOfPlace, type SchemaSource } from "../workspace/snapshot.ts";
import { toDiagnostic } from "./diagnostics.ts";

/** Lists the quick fixes for the reports in a part of a file. */
export function actions(session: Session, source: SchemaSource, span: Span): CodeAction[] {
  const snapshot = session.now;
  const here = session.reports.filter((report) => {
    if (pathOfPlace(session.settings.schema, report.at.file) !== source.path) return false;
    const token = tokenAt(source.text, source.offsetOf(report.at));
    return token.from <= span.to && span.from <= token.to;
  });
  return here.flatMap((report) => {
    const diagnostic = toDiagnostic(report, source);
    return fixesOf(snapshot, report, source).map((fix) => toAction(fix, diagnostic));
  });
}

function toAction(fix: Fix, diagnostic: Diagnostic): CodeAction {
  return {
    title: fix.title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    edit: editOf(fix),
    ...(fix.isPreferred && { isPreferred: true }),
  };
}

function editOf({ source, change }: Fix): WorkspaceEdit {
  return { changes: { [uriOfPath(source.path)]: [{ range: source.rangeOf(change), newText: change.text }] } };
}
