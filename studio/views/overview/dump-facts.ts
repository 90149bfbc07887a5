import { CoreEntryMarch } from "criu-images/enums/core-entry-march";
import { Lsmtype } from "criu-images/enums/lsmtype";
import type { Opened } from "../../engine/opened.ts";
import { countText } from "../../parts/text.ts";
import { processTree } from "./processes.ts";

type Checkpoint = Opened["checkpoint"];

/** Facts that the images themselves have: a plain folder has no others. One that cannot be read is absent. */
export interface DumpFacts {
  readonly processes: string | undefined;
  readonly machine: string | undefined;
  readonly hostname: string | undefined;
  readonly security: string | undefined;
  readonly uptime: string | undefined;
  readonly dump: string | undefined;
}

/** Reads the facts of a dump in its images. */
export async function dumpFactsOf(opened: Opened): Promise<DumpFacts> {
  const { checkpoint } = opened;
  const { processes } = await opened.once(processTree);
  const threads = processes.reduce((sum, one) => sum + one.threads, 0);
  const inventory = (await readable(checkpoint.read("INVENTORY")))?.entries[0];
  const core = (await readable(checkpoint.read("CORE", processes[0]?.pid)))?.entries[0];
  return {
    processes:
      processes.length === 0
        ? undefined
        : `${countText(processes.length, "process", "processes")}, ${countText(threads, "thread")}`,
    machine: nameIn(CoreEntryMarch, core?.mtype),
    hostname: await hostnameOf(checkpoint),
    security: inventory?.lsmtype === Lsmtype.NO_LSM ? undefined : nameIn(Lsmtype, inventory?.lsmtype),
    uptime:
      inventory?.dump_uptime === undefined ? undefined : `${timeText(Number(inventory.dump_uptime))} after the boot`,
    dump: await dumpText(checkpoint),
  };
}

function readable<Image>(image: Promise<Image>): Promise<Image | undefined> {
  return image.catch(() => undefined);
}

function nameIn(names: Readonly<Record<string, number>>, wanted: number | undefined): string | undefined {
  return Object.entries(names).find(([, number]) => number === wanted)?.[0];
}

/** Returns the host name of the first namespace that has one. */
async function hostnameOf(checkpoint: Checkpoint): Promise<string | undefined> {
  const file = checkpoint.images.find(({ image }) => image === "UTSNS");
  if (file === undefined) return undefined;
  return (await readable(checkpoint.read("UTSNS", file.id)))?.entries[0]?.nodename;
}

async function dumpText(checkpoint: Checkpoint): Promise<string | undefined> {
  const { statistics } = await checkpoint.metadata();
  const dump = statistics?.image === "STATS" ? statistics.entries[0]?.dump : undefined;
  return dump && `frozen for ${timeText(dump.frozen_time)}, ${countText(Number(dump.pages_written), "page")} written`;
}

const UNITS: readonly (readonly [seconds: number, unit: string])[] = [
  [86400, "d"],
  [3600, "h"],
  [60, "min"],
  [1, "s"],
];

/** Formats microseconds with two units at most: `2 h 5 min`, `12.3 ms`. */
export function timeText(microseconds: number): string {
  const seconds = microseconds / 1e6;
  if (seconds < 1) return `${(microseconds / 1e3).toFixed(1)} ms`;
  if (seconds < 60) return `${seconds.toFixed(1)} s`;
  const parts = UNITS.map(([size, unit], i) => {
    const above = UNITS[i - 1]?.[0] ?? Number.POSITIVE_INFINITY;
    return [Math.floor((seconds % above) / size), unit] as const;
  });
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + 2)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(" ");
}
