import { useMemo, useRef, useState } from "preact/hooks";
import type { Diagnostic } from "vscode-languageserver-types";
import { changed } from "../../lsp/text/change.ts";
import type { DiagnosticFixes, ListedFix } from "../compiler/fixes.ts";
import type { Fix, FixesOf } from "./editor/diagnostics.ts";
import type { Trial } from "./use-trial.ts";
import { useWork } from "./use-work.ts";

/** Finds the fixes of the problems that are shown. */
export function useFixes(trial: Trial): FixesOf {
  const { compiler, problems, version } = trial;
  const [known, setKnown] = useState<{ readonly version: number; readonly all: readonly DiagnosticFixes[] }>();
  const latest = useRef(trial);
  latest.current = trial;
  const find = async (signal: AbortSignal): Promise<void> => {
    if (problems === undefined || problems.files.length === 0) return setKnown(undefined);
    const all = await compiler.ask("fixes", undefined, { signal });
    if (all !== undefined) setKnown({ version, all });
  };
  useWork(0, find, [compiler, problems]);
  return useMemo(() => {
    const byKey = new Map(known?.all.map(({ path, diagnostic, fixes }) => [keyOf(path, diagnostic), fixes]));
    const offered = (fix: ListedFix): Fix => ({
      title: fix.title,
      take: () => {
        // The places are those of this version.
        if (latest.current.version === known?.version) takeFix(latest.current, fix);
      },
    });
    return (path, diagnostic) => (byKey.get(keyOf(path, diagnostic)) ?? []).map(offered);
  }, [known]);
}

function takeFix({ texts, edit }: Trial, fix: ListedFix): void {
  const text = texts.get(fix.path);
  if (text !== undefined) edit(fix.path, changed(text, [fix]));
}

function keyOf(path: string, { code, range: { start } }: Diagnostic): string {
  return `${path} ${code} ${start.line}:${start.character}`;
}
