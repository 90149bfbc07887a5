import type { Diagnostic } from "vscode-languageserver-types";
import { explanations } from "../../generator/own/explanations.ts";
import { diagnosticsOf } from "../../lsp/requests/diagnostics.ts";
import type { Report } from "../../lsp/workspace/report.ts";
import type { Session } from "../../lsp/workspace/session.ts";
import { RULES } from "../../registry/rules/rules.ts";
import type { Call } from "../rpc/message.ts";
import { loadPlaces } from "./places.ts";
import { pathInTrial, type Trial } from "./trial.ts";
import { turn } from "./turn.ts";

/** Problems of the schema as an editor shows them, by the paths of their files. */
export interface Problems {
  readonly files: readonly (readonly [path: string, diagnostics: readonly Diagnostic[]])[];
  /** Explanations of the codes that occur. */
  readonly explained: Readonly<Record<string, string>>;
  /** Whether the rules of the registry were applied, too. */
  readonly isAudited: boolean;
}

/** Finds the problems that need no audit: those of the files, and of the checks. */
export async function problemsOf({ session }: Trial, { signal }: Pick<Call, "signal">): Promise<Problems | undefined> {
  // It takes a while to read the schema: a newer text may be waiting behind.
  await turn();
  if (signal.aborted) return undefined;
  session.check();
  return shown(session, false);
}

/** Finds all problems; `undefined` if the schema changes meanwhile. Its first call loads the towns. */
export async function auditOf({ session }: Trial, { signal }: Pick<Call, "signal">): Promise<Problems | undefined> {
  await loadPlaces();
  if (signal.aborted || !(await session.analyze())) return undefined;
  return shown(session, true);
}

function shown({ now, reports }: Session, isAudited: boolean): Problems {
  const files = [...diagnosticsOf(now, reports)].flatMap(([path, found]): [string, Diagnostic[]][] => {
    const own = pathInTrial(path);
    return own === undefined ? [] : [[own, found]];
  });
  return { files, explained: explained(reports), isAudited };
}

function explained(reports: readonly Report[]): Record<string, string> {
  const known = explanations();
  const codes = [...new Set(reports.map(({ code }) => code))];
  return Object.fromEntries(codes.map((code) => [code, known.get(code) ?? ruleText(code)]));
}

function ruleText(id: string): string {
  const rule = RULES.find((one) => one.id === id);
  return rule === undefined ? "" : `${rule.title}. ${rule.why}`;
}
