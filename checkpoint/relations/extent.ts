import type { RelationExtents } from "criu-images/relations";
import { BlockForm, type Blocks, storedSize } from "./blocks.ts";
import type { Facts } from "./conditions.ts";
import type { FieldValue, Id, Message } from "./message.ts";

/** A run of units, as an entry describes it. */
export interface Extent {
  readonly address: bigint;
  /** Number of units. */
  readonly count: bigint;
  readonly to: ExtentPlace;
  /** Whether its bytes begin at the next multiple of the unit. */
  readonly isAligned: boolean;
  /** Blocks that have its bytes; absent if they are stored as they are. */
  readonly blocks: Blocks | undefined;
  /** Whether the entry has unknown fields of no known form: they can place the bytes in another way. */
  readonly isStrange: boolean;
}

/** Place of the bytes of a run: in the file, in the parent checkpoint, or nowhere. */
export type ExtentPlace = "here" | "parent" | "none";

/** Reads runs from the entries of an image. */
export class ExtentReader {
  readonly #rule: RelationExtents;
  readonly #facts: Facts;
  readonly #forms: readonly BlockForm[];

  constructor(rule: RelationExtents, facts: Facts) {
    this.#rule = rule;
    this.#facts = facts;
    this.#forms = rule.blocks?.map((form) => new BlockForm(form)) ?? [];
  }

  /** Returns the field with the id of the file that has the bytes, if it is in this message. */
  target(message: Message): (FieldValue & { readonly value: Id }) | undefined {
    const found = message.values(this.#rule.file)[0];
    return found === undefined || typeof found.value === "object" ? undefined : { ...found, value: found.value };
  }

  /** @param id id in the name of the file */
  read(entry: Message, id: Id | undefined): Extent {
    const { address, count, where, aligned } = this.#rule;
    const { blocks, isStrange } = this.#blocksIn(entry);
    return {
      address: numberAt(entry, address) ?? 0n,
      count: count.map((name) => numberAt(entry, name)).find((one) => one !== undefined) ?? 0n,
      to: (where.find((when) => this.#facts.hold(when, id, entry))?.to ?? "none") as ExtentPlace,
      isAligned: aligned !== undefined && this.#facts.hold(aligned, id, entry),
      blocks,
      isStrange,
    };
  }

  #blocksIn(entry: Message): Pick<Extent, "blocks" | "isStrange"> {
    const isStrange = entry.unknown.length > 0;
    for (const form of this.#forms) {
      const blocks = form.read(entry);
      if (blocks !== undefined) return { blocks, isStrange: isStrange && !form.isUndeclared };
    }
    return { blocks: undefined, isStrange };
  }
}

/**
 * Returns the place of a run in the file: the offsets of its first byte, and of the first byte after it.
 *
 * @param end end of the run before it
 * @param unit size of a unit, in bytes
 */
export function placeAfter(
  end: bigint,
  { to, count, isAligned, blocks }: Extent,
  unit: bigint,
): readonly [bigint, bigint] {
  if (to !== "here") return [end, end];
  const start = isAligned ? ((end + unit - 1n) / unit) * unit : end;
  return [start, start + (blocks === undefined ? count * unit : BigInt(storedSize(blocks, Number(unit))))];
}

function numberAt(message: Message, name: string): bigint | undefined {
  const value = message.values(name).at(-1)?.value;
  return value === undefined || typeof value === "object" ? undefined : BigInt(value);
}
