import { beside } from "../draft/beside.ts";
import type { Draft } from "../draft/draft.ts";
import type { Owner, Slot } from "../draft/slots.ts";
import { RESOURCES } from "./forms.ts";
import type { Given } from "./given.ts";
import { slotsOfProcess } from "./processes.ts";

/** Those that have other numbers on MIPS; arch/mips/include/uapi/asm/resource.h. */
const ON_MIPS: Readonly<Partial<Record<string, number>>> = { nofile: 5, as: 6, rss: 7, nproc: 8, memlock: 9 };

const NONE = (1n << 64n) - 1n;

export async function limit(draft: Draft, given: Given): Promise<void> {
  const resource = given.get("resource").word(...RESOURCES);
  const [soft, hard] = [valueIn(given.get("soft")), valueIn(given.get("hard"))];
  if (soft > hard) throw given.error("the soft value exceeds the hard one");
  const limits = await slotsOfProcess(draft, given.get("pid"), ["rlimit_entry.cur"]);
  const isMips = limits[0]?.owners.some(({ owner }) => owner["ti_mips"] !== undefined);
  const index = (isMips === true ? ON_MIPS[resource] : undefined) ?? RESOURCES.indexOf(resource);
  const slot = limits[index];
  if (slot !== undefined) {
    draft.set(slot, soft);
    draft.set(beside(slot, "max"), hard);
  } else if (index === limits.length) addTo(draft, limits, { cur: soft, max: hard });
  // Limits have no numbers of their own: their places are.
  else
    throw given.error(`the process has no limit ${resource}: it has ${limits.length} limits, and one must follow them`);
}

/** Adds a limit behind those that a process has. */
function addTo(draft: Draft, limits: readonly Slot[], limit: Owner): void {
  const last = limits.at(-1);
  const list = Object.values(last?.owners.at(-2)?.owner ?? {}).find((value) => Array.isArray(value));
  if (last === undefined || !Array.isArray(list)) return;
  list.push(limit);
  const { file, entry, path } = last;
  const own = path.replace(/\[\d+\]\.\w+$/, `[${limits.length}]`);
  draft.touch({ file, ...(entry !== undefined && { entry }), path: own, before: undefined, after: limit });
}

function valueIn(given: Given): bigint {
  return given.any() === "none" ? NONE : given.wide();
}
