import type { ImageName } from "criu-images/all";
import type { RelationExtents, RelationKey } from "criu-images/relations";
import type { Checkpoint } from "../open/checkpoint.ts";
import { blocksFault } from "../relations/blocks.ts";
import type { Facts } from "../relations/conditions.ts";
import { type Extent, ExtentReader, placeAfter } from "../relations/extent.ts";
import type { Format } from "../relations/format.ts";
import { type Id, Message } from "../relations/message.ts";
import { type Entry, idOf, type Place, placeIn } from "../relations/place.ts";
import type { Coverage } from "./coverage.ts";
import type { Report } from "./finding.ts";
import { hex } from "./lists.ts";
import { haveAll, keyOf, parentRuns, type UnitRun } from "./parent-runs.ts";
import type { Sizes } from "./sizes.ts";

/** Runs of one image: those that were read, and the place of their bytes. */
interface Runs {
  readonly rule: RelationExtents;
  /** Id of the file with the bytes, and the field that has it. */
  target?: { readonly id: Id; readonly place: Place };
  /** Runs in their order. */
  readonly list: Run[];
}

interface Run extends Extent {
  readonly place: Place;
}

/** Checks runs of bytes in other images when all images have been read. */
export class ExtentChecks {
  readonly #format: Format;
  readonly #facts: Facts;
  readonly #sizes = new Map<string, readonly bigint[]>();
  readonly #runs = new Map<Entry["file"], Runs>();
  readonly #readers = new Map<RelationExtents, ExtentReader>();
  /** Areas that runs lie in, by the rule and the id of the file; each joined with the one before it if they touch. */
  readonly #areas = new Map<RelationKey, Map<Id | undefined, [bigint, bigint][]>>();

  constructor(format: Format, facts: Facts) {
    this.#format = format;
    this.#facts = facts;
  }

  take(entry: Entry): void {
    const { image } = entry.file;
    const rule = this.#format.extents[image];
    if (rule !== undefined) this.#takeRun(rule, entry);
    for (const { within } of Object.values(this.#format.extents))
      if (within?.path.startsWith(`${image}.`)) this.#takeAreas(within, entry);
  }

  /** Reports wrong runs, and files whose size is not that of their runs. */
  async check(checkpoint: Checkpoint, coverage: Coverage, segments: Sizes, report: Report): Promise<void> {
    const { parent } = checkpoint;
    const isIncremental = [...this.#runs.values()].some(({ list }) => list.some(({ to }) => to === "parent"));
    const above = parent !== undefined && isIncremental ? await parentRuns(parent, this.#format) : undefined;
    for (const [file, runs] of this.#runs) {
      if (coverage.isDamaged(file.image, idOf(file))) continue;
      const sizes = this.#sizesOf(runs.rule);
      this.#checkOrder(runs, sizes, report);
      this.#checkBlocks(runs, sizes, report);
      this.#checkAreas(runs, idOf(file), sizes, report);
      this.#checkSize(runs, sizes, checkpoint, report);
      checkSegment(runs, segments, idOf(file), sizes, report);
      this.#checkParent(runs, checkpoint, report);
      if (above !== undefined) checkInParent(runs, above.get(keyOf(file)) ?? [], sizes, report);
    }
  }

  #takeRun(rule: RelationExtents, entry: Entry): void {
    const { file, message, offset } = entry;
    const runs = this.#runs.get(file) ?? { rule, list: [] };
    this.#runs.set(file, runs);
    const reader = this.#readers.get(rule) ?? new ExtentReader(rule, this.#facts);
    this.#readers.set(rule, reader);
    const target = reader.target(message);
    if (target !== undefined) runs.target = { id: target.value, place: placeIn(entry, rule.file, target.offset) };
    if (entry.entry === undefined) return;
    runs.list.push({ ...reader.read(message, idOf(file)), place: placeIn(entry, "", offset) });
  }

  #takeAreas(within: RelationKey, { file, message }: Entry): void {
    const [, ...path] = within.path.split(".");
    const range = this.#format.ranges[within.path];
    const byFile = this.#areas.get(within) ?? new Map<Id | undefined, [bigint, bigint][]>();
    this.#areas.set(within, byFile);
    const areas = byFile.get(idOf(file)) ?? [];
    byFile.set(idOf(file), areas);
    for (const { value } of message.at(path.join("."))) {
      if (range === undefined || !(value instanceof Message)) continue;
      if (!this.#facts.hold(within, idOf(file), value) || !this.#facts.hold(range, idOf(file), value)) continue;
      const from = numberAt(value, range.from) ?? 0n;
      const to = numberAt(value, range.to) ?? 0n;
      const last = areas.at(-1);
      if (last?.[1] === from) last[1] = to;
      else areas.push([from, to]);
    }
  }

  /** Returns the size of a unit, or the sizes that it may have. */
  #sizesOf({ unit }: RelationExtents): readonly bigint[] {
    const known = this.#sizes.get(unit) ?? this.#findSizes(unit);
    this.#sizes.set(unit, known);
    return known;
  }

  #findSizes(unit: string): readonly bigint[] {
    const { pairs, key, sizes = [] } = this.#format.units[unit] ?? {};
    const possible = sizes.map(BigInt);
    const list = pairs === undefined ? [] : this.#facts.all(pairs);
    for (let i = 0; i + 1 < list.length; i += 2) {
      const size = list[i] === key ? possible.find((one) => one === BigInt(Number(list[i + 1]))) : undefined;
      if (size !== undefined) return [size];
    }
    return possible;
  }

  #checkOrder({ list }: Runs, [size = 1n]: readonly bigint[], report: Report): void {
    let end = 0n;
    for (const { address, count, place } of list) {
      if (address % size !== 0n)
        report({ code: "bad-run", ...place, message: `the address ${hex(address)} is no multiple of ${size}` });
      else if (address < end)
        report({
          code: "bad-run",
          ...place,
          message: `the address ${hex(address)} is before ${hex(end)}, the end of the run before it`,
        });
      end = address + count * size;
    }
  }

  #checkAreas(
    { rule, list }: Runs,
    id: Id | undefined,
    [size = 1n, ...others]: readonly bigint[],
    report: Report,
  ): void {
    const areas = rule.within && this.#areas.get(rule.within)?.get(id);
    // Without the size of a unit, the ends of runs are unknown.
    if (areas === undefined || areas.length === 0 || others.length > 0) return;
    let next = 0;
    for (const { address, count, place } of list) {
      const end = address + count * size;
      while (next < areas.length && (areas[next]?.[1] ?? 0n) <= address) next++;
      const [from, to] = areas[next] ?? [0n, 0n];
      if (count === 0n || (from <= address && end <= to)) continue;
      const message = `${hex(address)} to ${hex(end)} is not in an area of ${rule.within?.path} that can have pages`;
      report({ code: "outside-area", ...place, message });
    }
  }

  #checkBlocks({ list }: Runs, [size = 1n, ...others]: readonly bigint[], report: Report): void {
    if (others.length > 0) return;
    for (const { blocks, count, place } of list) {
      const fault = blocks && blocksFault(blocks, count, Number(size));
      if (fault !== undefined)
        report({ code: "bad-run", ...place, message: `the run is stored in blocks, and ${fault}` });
    }
  }

  #checkSize({ rule, target, list }: Runs, sizes: readonly bigint[], checkpoint: Checkpoint, report: Report): void {
    const file = target && checkpoint.find(rule.of as ImageName, target.id);
    if (file === undefined || list.some(({ isStrange }) => isStrange)) return;
    const ends = sizes.map((unit) => list.reduce((end, run) => placeAfter(end, run, unit)[1], 0n));
    if (ends.includes(BigInt(file.size))) return;
    const pages = list.reduce((sum, { to, count }) => sum + (to === "here" ? count : 0n), 0n);
    const wanted = ends.length === 1 ? `${ends[0]} bytes` : `${pages} pages`;
    const message = `${file.size} bytes, but the runs of ${target?.place.file} have ${wanted} in it`;
    report({ code: "wrong-size", file: file.file, image: file.image, path: "", message });
  }

  #checkParent({ list }: Runs, { store, folder, parent, missingParent }: Checkpoint, report: Report): void {
    const run = list.find(({ to }) => to === "parent");
    // A copy of a checkpoint can have a file in place of the link.
    if (run === undefined || parent !== undefined || store.files.get(`${folder}parent`)?.kind === "file") return;
    const found = missingParent === undefined ? "there is none" : `${JSON.stringify(missingParent)} is not here`;
    const message = `the bytes of this run are in the parent checkpoint, but ${found}`;
    report({ code: "missing-parent", ...run.place, message });
  }
}

/** Reports runs beyond the end of the segment whose bytes they are. */
function checkSegment(
  { rule, list }: Runs,
  segments: Sizes,
  id: Id | undefined,
  [unit = 1n, ...others]: readonly bigint[],
  report: Report,
): void {
  const size = id === undefined ? undefined : segments.of(rule.size ?? [], id);
  if (size === undefined || others.length > 0) return;
  const end = ((size + unit - 1n) / unit) * unit;
  for (const { address, count, place } of list) {
    const last = address + count * unit;
    if (count === 0n || last <= end) continue;
    const message = `${hex(address)} to ${hex(last)} is beyond the end of the segment, ${hex(size)}`;
    report({ code: "outside-area", ...place, message });
  }
}

/** Reports runs that the parent lacks, though their bytes are said to be there. */
function checkInParent({ list }: Runs, above: readonly UnitRun[], sizes: readonly bigint[], report: Report): void {
  for (const { to, address, count, place } of list) {
    if (to !== "parent" || sizes.some((unit) => haveAll(above, address, count, unit))) continue;
    const message = `the parent checkpoint does not have all ${count} units from ${hex(address)} on`;
    report({ code: "not-in-parent", ...place, message });
  }
}

function numberAt(message: Message, name: string): bigint | undefined {
  const value = message.values(name).at(-1)?.value;
  return value === undefined || typeof value === "object" ? undefined : BigInt(value);
}
