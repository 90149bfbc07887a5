import { beside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import type { Given } from "./given.ts";
import { slotsOfProcess } from "./processes.ts";
import type { Verb } from "./verb.ts";

export const timer: Verb = {
  about: "sets a timer of a process, as setitimer does: seconds left, and seconds between later ones; 0 stops it",
  keys: ["pid", "which", "left", "interval"],
  apply,
};

const TIMERS = { real: "real", virtual: "virt", prof: "prof" } as const;

/** Longest time, in seconds: a hundred years. */
const LONGEST = 100 * 366 * 86_400;

async function apply(draft: Draft, given: Given): Promise<void> {
  const which = TIMERS[given.get("which").word("real", "virtual", "prof")];
  const [left, interval] = ["left", "interval"].map((key) => partsOf(given.get(key)));
  const names = [`CORE.tc.timers.${which}.vsec`];
  for (const slot of await slotsOfProcess(draft, given.get("pid"), names)) {
    draft.set(slot, left?.seconds);
    draft.set(beside(slot, "vusec"), left?.micros);
    draft.set(beside(slot, "isec"), interval?.seconds);
    draft.set(beside(slot, "iusec"), interval?.micros);
  }
}

function partsOf(given: Given): { readonly seconds: bigint; readonly micros: bigint } {
  const micros = BigInt(Math.round(given.number(0, LONGEST) * 1e6));
  return { seconds: micros / 1_000_000n, micros: micros % 1_000_000n };
}
