import type { Diagnostic } from "vscode-languageserver-types";
import { fixesOf } from "../../lsp/fixes/fixes.ts";
import { toDiagnostic } from "../../lsp/requests/diagnostics.ts";
import type { Change } from "../../lsp/text/change.ts";
import type { Report } from "../../lsp/workspace/report.ts";
import type { Session } from "../../lsp/workspace/session.ts";
import type { Call } from "../rpc/message.ts";
import { pathInTrial, type Trial } from "./trial.ts";
import { turn } from "./turn.ts";

/** A proposed change of one file. */
export interface ListedFix extends Change {
  readonly title: string;
  readonly path: string;
}

/** Fixes of a diagnostic in a file. */
export interface DiagnosticFixes {
  readonly path: string;
  readonly diagnostic: Diagnostic;
  readonly fixes: readonly ListedFix[];
}

/** Most diagnostics whose fixes are listed: some fixes take long to find. */
const MOST = 50;

/** Lists the fixes of the last problems; `undefined` if nobody waits for them. */
export async function listFixes(
  { session }: Trial,
  { signal }: Pick<Call, "signal">,
): Promise<readonly DiagnosticFixes[] | undefined> {
  const all: DiagnosticFixes[] = [];
  for (const report of session.reports) {
    if (all.length === MOST) break;
    all.push(...fixesOfReport(session, report));
    await turn();
    if (signal.aborted) return undefined;
  }
  return all;
}

function fixesOfReport({ now }: Session, report: Report): DiagnosticFixes[] {
  const source = now.sourceOf(report.at.file);
  const path = source && pathInTrial(source.path);
  if (source === undefined || path === undefined) return [];
  const fixes = fixesOf(now, report, source).flatMap(({ title, source: { path: file }, change }) => {
    const own = pathInTrial(file);
    return own === undefined ? [] : [{ title, path: own, ...change }];
  });
  return fixes.length === 0 ? [] : [{ path, diagnostic: toDiagnostic(report, source), fixes }];
}
