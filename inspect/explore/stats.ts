import { decodeStatsImage } from "criu-images/images/stats";
import type { StatsEntry } from "criu-images/messages/stats-entry";
import type { Explorer } from "./explorer.ts";
import { type Folder, noCheckpoint } from "./folder.ts";

/** Figures of CRIU about a dump and a restore: times in microseconds, and numbers of pages. */
export type Stats = Pick<StatsEntry, "dump" | "restore">;

/** View of CRIU's figures. */
export const stats: Explorer<Stats> = { collect, print };

/** Files of the figures. They are beside the images, or beside their folder in the archive of an engine. */
const FILES = ["stats-dump", "stats-restore"];

/** Reads the figures; those that are absent are left out. */
export async function statsOf(folder: Folder): Promise<Stats> {
  const found: Stats = {};
  for (const file of FILES) {
    const [entry] = (await folder.readBeside(file, decodeStatsImage))?.entries ?? [];
    Object.assign(found, entry);
  }
  return found;
}

async function collect(folder: Folder): Promise<Stats> {
  const found = await statsOf(folder);
  if (found.dump !== undefined || found.restore !== undefined) return found;
  const { source } = folder;
  if (!source.names.includes("inventory.img")) throw await noCheckpoint(folder);
  throw new Error(`${source.path}: it has no figures: neither ${FILES.join(" nor ")}`);
}

function* print({ dump, restore }: Stats): Generator<string> {
  if (dump !== undefined) yield* lines("dump", dump);
  if (restore !== undefined) yield* lines("restore", restore);
}

function* lines(name: string, figures: object): Generator<string> {
  yield name;
  for (const [field, value] of Object.entries(figures) as [string, number | bigint | object][]) {
    if (typeof value !== "object") yield `\t${field.padEnd(24)} ${text(field, value)}`;
  }
}

/** Formats a figure with its unit: fields of times end with `_time` or are that of irmap. */
function text(field: string, value: number | bigint): string {
  const isTime = field.endsWith("_time") || field === "irmap_resolve";
  return isTime ? `${(Number(value) / 1000).toFixed(3)} ms`.padStart(17) : `${value}`.padStart(10);
}
