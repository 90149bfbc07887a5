import { type MessageLayout, visitValues } from "criu-images/layouts";
import type { RelationBlockField, RelationBlocks } from "criu-images/relations";
import type { Message } from "./message.ts";

/** Bytes of a run that are stored in blocks, such as compressed ones. */
export interface Blocks {
  /** Compression of a block that is smaller than its content. */
  readonly codec: string;
  /** Number of bytes of each block in the file: 0 if its content is all zeros. */
  readonly sizes: Uint32Array;
  /** Number of bytes of all blocks in the file, if the entry has it. */
  readonly total: number | undefined;
  /** Number of units in each block but the last. */
  readonly units: number;
  /** Whether each block takes a multiple of the unit in the file. */
  readonly isPadded: boolean;
}

/** Largest content of a block, in bytes: CRIU's regions have up to 4 MiB. */
const LARGEST = 4 * 2 ** 20;

const ROLES = ["sizes", "total", "units", "padded"] as const;
type Role = (typeof ROLES)[number];

/** Values of an entry by their role. */
type Values = Partial<Record<Role, number[]>>;

/** A form in which bytes are stored in blocks. */
export class BlockForm {
  readonly #codec: string;
  readonly #fields: readonly (readonly [Role, RelationBlockField])[];
  /** Layout of the fields that the format does not declare. */
  readonly #undeclared: MessageLayout | undefined;

  constructor(form: RelationBlocks) {
    this.#codec = form.codec;
    this.#fields = ROLES.flatMap((role) => (form[role] === undefined ? [] : [[role, form[role]] as const]));
    const numbered = this.#fields.map(([role, { numbers = [] }]) => ({ role, numbers }));
    this.#undeclared = numbered.every(({ numbers }) => numbers.length > 0) ? layoutOf(numbered) : undefined;
  }

  /** Whether the format does not declare its fields. */
  get isUndeclared(): boolean {
    return this.#undeclared !== undefined;
  }

  /** Returns the blocks of an entry; `undefined` if it does not have this form. */
  read(entry: Message): Blocks | undefined {
    const values = this.#undeclared === undefined ? this.#declared(entry) : undeclaredIn(entry, this.#undeclared);
    if (values?.sizes === undefined) return undefined;
    const isPresent = ([role, { optional }]: readonly [Role, RelationBlockField]): boolean =>
      optional === true || values[role] !== undefined;
    if (!this.#fields.every(isPresent)) return undefined;
    return {
      codec: this.#codec,
      sizes: Uint32Array.from(values.sizes, (size) => Math.min(size, 2 ** 32 - 1)),
      total: values.total?.at(-1),
      units: values.units?.at(-1) || 1,
      isPadded: values.padded?.at(-1) === 1,
    };
  }

  #declared(entry: Message): Values {
    const values: Values = {};
    for (const [role, { path }] of this.#fields) {
      const found = entry.at(path).flatMap(({ value }) => (typeof value === "object" ? [] : Number(value)));
      if (found.length > 0) values[role] = found;
    }
    return values;
  }
}

interface NumberedField {
  readonly role: Role;
  readonly numbers: readonly number[];
}

/** Makes the layout of a message from the numbers on the way to its fields. */
function layoutOf(fields: readonly NumberedField[]): MessageLayout {
  const numbers = [...new Set(fields.map(({ numbers: [first = 0] }) => first))];
  const layouts = numbers.map((number) => {
    const group = fields.filter((field) => field.numbers[0] === number);
    const [first] = group;
    if (first?.numbers.length === 1) {
      const isList = first.role === "sizes";
      const type = first.role === "padded" ? ("bool" as const) : ("uint64" as const);
      return { number, name: first.role, type, ...(isList && { label: "repeated" as const }) };
    }
    const inner = layoutOf(group.map(({ role, numbers }) => ({ role, numbers: numbers.slice(1) })));
    return { number, name: `${number}`, type: "message" as const, message: () => inner };
  });
  return { message: "blocks", fields: layouts };
}

/** Returns the values among the unknown fields of an entry; `undefined` if there are others. */
function undeclaredIn(entry: Message, layout: MessageLayout): Values | undefined {
  const values: Values = {};
  try {
    for (const bytes of entry.unknown) if (!readInto(values, bytes, layout)) return undefined;
  } catch {
    // Bytes of a field that is no message of this form.
    return undefined;
  }
  return values;
}

/** Adds the values of a message; returns whether it has no other fields. */
function readInto(values: Values, bytes: Uint8Array, layout: MessageLayout): boolean {
  let isKnown = true;
  visitValues(layout, bytes, layout.message, {
    value: ({ name, layout: field }, value) => {
      if (value instanceof Uint8Array) isKnown &&= field.type === "message" && readInto(values, value, field.message());
      else listOf(values, name as Role).push(Number(value));
    },
    unknown: () => {
      isKnown = false;
    },
  });
  return isKnown;
}

function listOf(values: Values, role: Role): number[] {
  const known = values[role] ?? [];
  values[role] = known;
  return known;
}

/**
 * Returns the number of bytes that blocks take in the file.
 *
 * @param unit size of a unit, in bytes
 */
export function storedSize({ sizes, isPadded }: Blocks, unit: number): number {
  return sizes.reduce((sum, size) => sum + (isPadded ? Math.ceil(size / unit) * unit : size), 0);
}

/**
 * Describes the fault of blocks that contradict each other.
 *
 * @param count number of units in the run
 * @param unit size of a unit, in bytes
 */
export function blocksFault(blocks: Blocks, count: bigint, unit: number): string | undefined {
  const { sizes, total, units } = blocks;
  if (units * unit > LARGEST) return `its blocks have ${units} pages each, more than the limit of ${LARGEST} bytes`;
  const wanted = (count + BigInt(units) - 1n) / BigInt(units);
  if (wanted !== BigInt(sizes.length)) return `it has the sizes of ${sizes.length} blocks instead of ${wanted}`;
  const last = Number(count) - (sizes.length - 1) * units;
  const large = sizes.findIndex((size, i) => size > (i === sizes.length - 1 ? last : units) * unit);
  if (large >= 0) return `its block ${large} has ${sizes[large]} bytes, more than its content`;
  const sum = storedSize(blocks, unit);
  return total === undefined || total === sum
    ? undefined
    : `its blocks have ${sum} bytes in the file instead of ${total}`;
}
