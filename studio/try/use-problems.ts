import { useState } from "preact/hooks";
import type { Problems } from "../compiler/problems.ts";
import type { Compiler } from "./editor/assist.ts";
import { useWork } from "./use-work.ts";

/** Pauses after a change before the schema is checked, and before it is audited, in milliseconds. */
const CHECK = 60;
const AUDIT = 500;

/** Finds the problems of each version of a schema: at first those that need no audit, then all. */
export function useProblems(compiler: Compiler, version: number): Problems | undefined {
  const [problems, setProblems] = useState<Problems>();
  const find = (name: "problems" | "audit") => async (signal: AbortSignal) => {
    if (version === 0) return;
    const found = await compiler.ask(name, undefined, { signal });
    if (found !== undefined) setProblems(found);
  };
  useWork(CHECK, find("problems"), [compiler, version]);
  // The compiler answers in turn: an audit comes after the problems, the image and the code.
  useWork(AUDIT, find("audit"), [compiler, version]);
  return problems;
}
