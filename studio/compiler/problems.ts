import type { Diagnostic } from "vscode-languageserver-types";
import { checkModel } from "../../generator/check/check.ts";
import { explanations } from "../../generator/own/explanations.ts";
import { diagnosticsOf } from "../../lsp/requests/diagnostics.ts";
import { ofProblems, type Report } from "../../lsp/workspace/report.ts";
import { RULES } from "../../registry/rules/rules.ts";
import { namings } from "./languages.ts";
import { hasPlaces } from "./places.ts";
import { pathInTrial, type Trial } from "./trial.ts";

/** Problems of the schema as an editor shows them, by the paths of their files. */
export interface Problems {
  readonly files: readonly (readonly [path: string, diagnostics: readonly Diagnostic[]])[];
  /** Explanations of the codes that occur. */
  readonly explained: Readonly<Record<string, string>>;
  /** Whether the rules of the registry were applied, too: they need the towns. */
  readonly isAudited: boolean;
}

/** Finds all problems of the schema as it is now; `undefined` if it changes meanwhile. */
export async function problemsOf({ session }: Trial): Promise<Problems | undefined> {
  const isAudited = hasPlaces();
  if (isAudited && !(await session.analyze())) return undefined;
  const reports = isAudited ? session.reports : checked(session.now.loaded);
  const all = [...diagnosticsOf(session.now, reports)];
  const files = all.flatMap(([path, found]): [string, Diagnostic[]][] => {
    const own = pathInTrial(path);
    return own === undefined ? [] : [[own, found]];
  });
  return { files, explained: explained(reports), isAudited };
}

function checked({ model, problems, isLost }: Trial["session"]["now"]["loaded"]): Report[] {
  return ofProblems(model, [...problems, ...checkModel(model, isLost, namings)]);
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
