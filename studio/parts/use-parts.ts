import { useEffect, useRef, useState } from "preact/hooks";
import { RequestError } from "../rpc/client.ts";
import type { Progress } from "../rpc/message.ts";

/** A long answer, which comes in parts. */
export interface Growing<Item, End> {
  readonly items: readonly Item[];
  readonly state: "idle" | "running" | "done" | "failed" | "cancelled";
  readonly progress?: Progress;
  readonly end?: End;
  readonly error?: RequestError;
}

/** Options that a request takes. */
interface Asking {
  readonly signal: AbortSignal;
  readonly progress: (progress: Progress) => void;
  readonly part: (part: unknown) => void;
}

/** State of a long answer, and functions that start and end its request. */
export interface Grower<Item, End> {
  readonly growing: Growing<Item, End>;
  /** Starts a request in the place of the one before it. Its parts are lists of items. */
  readonly run: (ask: (asking: Asking) => Promise<End>) => void;
  readonly cancel: () => void;
}

/** Collects the parts of an answer while they arrive. The request ends with the part of the page. */
export function useParts<Item, End>(): Grower<Item, End> {
  const [growing, setGrowing] = useState<Growing<Item, End>>({ items: [], state: "idle" });
  const current = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => current.current?.abort(), []);
  const run: Grower<Item, End>["run"] = (ask) => {
    current.current?.abort();
    const controller = new AbortController();
    const { signal } = controller;
    current.current = controller;
    const change = (next: (known: Growing<Item, End>) => Growing<Item, End>): void => {
      if (!signal.aborted) setGrowing(next);
    };
    setGrowing({ items: [], state: "running" });
    const asking: Asking = {
      signal,
      progress: (progress) => change((known) => ({ ...known, progress })),
      part: (part) => change((known) => ({ ...known, items: [...known.items, ...(part as readonly Item[])] })),
    };
    ask(asking)
      .then((end) => change((known) => ({ ...known, state: "done", end })))
      .catch((error: unknown) => {
        if (error instanceof RequestError) change((known) => ({ ...known, state: "failed", error }));
      });
  };
  const cancel = (): void => {
    current.current?.abort();
    setGrowing((known) => ({ ...known, state: "cancelled" }));
  };
  return { growing, run, cancel };
}
