import { type Diagnostic, DiagnosticSeverity } from "vscode-languageserver-types";
import { tokenAt } from "../text/token.ts";
import type { Report } from "../workspace/report.ts";
import { pathOfPlace, type SchemaSource, type Snapshot } from "../workspace/snapshot.ts";

const SEVERITIES: Readonly<Record<Report["severity"], DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  note: DiagnosticSeverity.Information,
};

/** Returns a report as an editor shows it. */
export function toDiagnostic(report: Report, source: SchemaSource | undefined): Diagnostic {
  const { code, severity, message, hint } = report;
  return {
    range: source === undefined ? START : source.rangeOf(tokenAt(source.text, source.offsetOf(report.at))),
    severity: SEVERITIES[severity],
    code,
    source: "critgen",
    message: hint === undefined ? message : `${message}\n${hint}`,
  };
}

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Returns the diagnostics of a schema's reports, by the absolute path of their file. */
export function diagnosticsOf(snapshot: Snapshot, reports: readonly Report[]): Map<string, Diagnostic[]> {
  const all = new Map<string, Diagnostic[]>();
  for (const report of reports) {
    const path = pathOfPlace(snapshot.settings.schema, report.at.file);
    const diagnostics = all.get(path) ?? [];
    diagnostics.push(toDiagnostic(report, snapshot.sources.get(path)));
    all.set(path, diagnostics);
  }
  return all;
}
