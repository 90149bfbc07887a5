import { useCallback, useRef, useState } from "preact/hooks";
import type { Diagnostic } from "vscode-languageserver-types";
import { changed } from "../../lsp/text/change.ts";
import type { ListedFix } from "../compiler/fixes.ts";
import type { FixesOf } from "./editor/diagnostics.ts";
import type { Trial } from "./use-trial.ts";
import { useWork } from "./use-work.ts";

/** Fixes of one version of a schema, by the keys of their problems. */
interface Known {
  readonly version: number;
  readonly byKey: ReadonlyMap<string, readonly ListedFix[]>;
}

/** Finds the fixes of the problems that are shown. */
export function useFixes(trial: Trial): FixesOf {
  const { compiler, problems, version } = trial;
  const [known, setKnown] = useState<Known>();
  const latest = useRef({ trial, known });
  latest.current = { trial, known };
  const find = async (signal: AbortSignal): Promise<void> => {
    if (problems === undefined || problems.files.length === 0) return setKnown(undefined);
    const all = await compiler.ask("fixes", undefined, { signal });
    const entries = all?.map(({ path, diagnostic, fixes }) => [keyOf(path, diagnostic), fixes] as const);
    if (entries !== undefined) setKnown({ version, byKey: new Map(entries) });
  };
  useWork(0, find, [compiler, problems]);
  return useCallback(
    (path, diagnostic) => {
      const key = keyOf(path, diagnostic);
      const fixes = known?.byKey.get(key) ?? [];
      // A problem is shown for several versions: the fix that is taken is that of the last one.
      return fixes.map(({ title }) => ({ title, take: () => takeFix(latest.current, key, title) }));
    },
    [known],
  );
}

function takeFix(
  { trial: { texts, version, edit }, known }: { readonly trial: Trial; readonly known: Known | undefined },
  key: string,
  title: string,
): void {
  // The places are those of one version.
  if (known?.version !== version) return;
  const fix = known.byKey.get(key)?.find((one) => one.title === title);
  const text = fix && texts.get(fix.path);
  if (fix !== undefined && text !== undefined) edit(fix.path, changed(text, [fix]));
}

function keyOf(path: string, { code, range: { start } }: Diagnostic): string {
  return `${path} ${code} ${start.line}:${start.character}`;
}
