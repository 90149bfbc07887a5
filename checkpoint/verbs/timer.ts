import { beside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import { TIMER_NAMES } from "./forms.ts";
import type { Given } from "./given.ts";
import { slotsOfProcess } from "./processes.ts";

const TIMERS = { real: "real", virtual: "virt", prof: "prof" } as const;

export async function timer(draft: Draft, given: Given): Promise<void> {
  const which = TIMERS[given.get("which").word(...TIMER_NAMES)];
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
  const micros = BigInt(Math.round(given.number() * 1e6));
  return { seconds: micros / 1_000_000n, micros: micros % 1_000_000n };
}
