import { useState } from "preact/hooks";
import type { ListedFile } from "../compiler/handlers.ts";
import type { Trial } from "./use-trial.ts";
import { useWork } from "./use-work.ts";

/** Pause after a change before code is generated, in milliseconds. */
const PAUSE = 250;

/** A generated package: its files, and whether the schema allowed to generate it again. */
export interface Package {
  readonly files: readonly ListedFile[];
  readonly isStale: boolean;
}

/** Generates the package again after each change. */
export function usePackage({ compiler, version, start }: Trial, language: string): Package | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly is: Package }>();
  const of = `${start} ${language}`;
  const generate = async (signal: AbortSignal): Promise<void> => {
    const files = await compiler.ask("generate", { language }, { signal });
    setKnown((last) => {
      if (files !== undefined) return { of, is: { files, isStale: false } };
      return { of, is: { files: last?.of === of ? last.is.files : [], isStale: true } };
    });
  };
  useWork(known?.of === of ? PAUSE : 0, generate, [compiler, version, of]);
  return known?.of === of ? known.is : undefined;
}

/** Returns the text of a generated file. */
export function useGenerated(
  { compiler }: Trial,
  language: string,
  path: string,
  generated: Package | undefined,
): string | undefined {
  const [known, setKnown] = useState<{ readonly of: string; readonly text: string }>();
  const of = `${language} ${path}`;
  const read = async (signal: AbortSignal): Promise<void> => {
    if (path === "") return;
    const text = await compiler.ask("generated", { language, path }, { signal });
    setKnown({ of, text: text ?? "" });
  };
  useWork(0, read, [compiler, of, generated]);
  return known?.of === of ? known.text : undefined;
}
