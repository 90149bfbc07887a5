import { printable } from "../../generator/text/printable.ts";
import { facts } from "../../inspect/explore/meta.ts";
import type { Summary } from "../../inspect/summary/summary.ts";
import { wrap } from "../terminal/wrap.ts";

/** Width of the names before texts, in characters. */
const NAMES = 14;

/** Prints the summary of a checkpoint, in lines of `width` characters. */
export function* summaryLines(summary: Summary, width: number): Generator<string> {
  const rows = { checkpoint: placeText(summary), ...facts(summary.meta), ...contentOf(summary) };
  for (const [name, text] of Object.entries(rows)) {
    if (!text) continue;
    for (const [i, line] of wrap(printable(text), { width: width - NAMES, cut: true }).entries()) {
      yield `${(i === 0 ? name : "").padEnd(NAMES)}${line}`;
    }
  }
}

function placeText({ place, form, parent }: Summary): string {
  const text = form === "folder" ? place : `${place} (${form})`;
  return parent === undefined ? text : `${text}, incremental: its parent is ${parent}`;
}

function contentOf({ processes, threads, zombies, root, sizes, stats }: Summary): Record<string, string | undefined> {
  const { dump, restore } = stats;
  const dead = zombies === 0 ? "" : `, ${zombies} of them ${zombies === 1 ? "a zombie" : "zombies"}`;
  return {
    processes: `${processes}${dead}, with ${count(threads, "thread")}${root === undefined ? "" : `; root ${root}`}`,
    images: `${size(sizes.images)}, ${size(sizes.pages)} of them memory`,
    "root diff": sizes.rootfsDiff === undefined ? undefined : size(sizes.rootfsDiff),
    dump:
      dump &&
      `frozen ${time(dump.frozen_time)}, freezing ${time(dump.freezing_time)}; ${dump.pages_written} of ${count(dump.pages_scanned, "page")} written`,
    restore: restore && `${time(restore.restore_time)}, forking ${time(restore.forking_time)}`,
  };
}

function count(number: number | bigint, what: string): string {
  return `${number} ${what}${Number(number) === 1 ? "" : "s"}`;
}

/** Formats microseconds. */
function time(microseconds: number): string {
  return microseconds < 1e6 ? `${(microseconds / 1e3).toFixed(1)} ms` : `${(microseconds / 1e6).toFixed(1)} s`;
}

const UNITS = ["KiB", "MiB", "GiB", "TiB"];

/** Formats a number of bytes with three digits or more. */
function size(bytes: number): string {
  if (bytes < 1024) return count(bytes, "byte");
  const power = Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length);
  const number = bytes / 1024 ** power;
  return `${number < 10 ? number.toFixed(1) : number.toFixed(0)} ${UNITS[power - 1]}`;
}
