import type { ProtoBlock, ProtoField, Written } from "./proto-file.ts";

/** A declaration with comments of its own. */
type Commented = ProtoBlock | ProtoField;

/** The comments of a declaration: above it and after it; for a block, also after its braces. */
type Words = Pick<Written, "comments" | "after"> & Partial<Pick<ProtoBlock, "opening" | "closing">>;

/** A declaration in the schema and in the source. */
interface Kept {
  /** Its full name in the schema, then in the source. */
  readonly ours: string;
  readonly path: string;
  /** Whether the source declares it in another way. */
  readonly isChanged: boolean;
}

/** Chooses the comments of declarations: those of a person, of the built-in schema, or of the source. */
export class Comments {
  readonly #known = new Map<string, Commented>();
  readonly #fits: (comment: string) => boolean;

  /**
   * @param known blocks of the built-in schema
   * @param fits returns whether a comment still holds for the source
   */
  constructor(known: readonly ProtoBlock[], fits: (comment: string) => boolean) {
    this.#fits = fits;
    for (const block of known) this.#note(block, "");
  }

  #note(item: Commented, within: string): void {
    const path = `${within}${item.name}`;
    this.#known.set(path, item);
    if (item.kind === "field") return;
    for (const inner of item.items) if (inner.kind !== "other") this.#note(inner, `${path}.`);
  }

  /** Returns the comments of a new declaration. */
  fresh(wanted: Commented, path: string): Words {
    return this.#of(path, wanted) ?? wordsOf(wanted);
  }

  /** Gives a declaration its comments; returns the same object if it has them already. */
  kept<T extends Commented>(item: T, wanted: Commented, { ours, path, isChanged }: Kept): T {
    const was = this.#known.get(ours);
    const isKnown = was !== undefined && isSame(item, was);
    const isPersons = !isBare(item) && !isKnown && !isSame(item, wanted);
    if (isPersons) return item;
    const known = this.#of(path, wanted);
    // Adds no comment to an unchanged declaration without one: its author may not want any.
    if (known === undefined && isBare(item) && !isChanged) return item;
    const words = known ?? wordsOf(wanted);
    return isSame(item, words) ? item : { ...item, ...words };
  }

  /** Returns the built-in comments of a declaration, if they are true of the source. */
  #of(path: string, wanted: Commented): Words | undefined {
    const known = this.#known.get(path);
    if (known === undefined || numberOf(known) !== numberOf(wanted)) return undefined;
    return this.#fits(textOf(known)) ? wordsOf(known) : undefined;
  }
}

function wordsOf(item: Commented): Words {
  const { comments, after } = item;
  return item.kind === "field"
    ? { comments, after }
    : { comments, after, opening: item.opening, closing: item.closing };
}

function numberOf(item: Commented): number | undefined {
  return item.kind === "field" ? Number(item.number) : undefined;
}

function textOf({ comments, after, opening = "", closing = [] }: Words): string {
  return [...comments, after, opening, ...closing].filter((line) => line !== "").join("\n");
}

function isBare(words: Words): boolean {
  return textOf(words) === "";
}

function isSame(a: Words, b: Words): boolean {
  return textOf(a) === textOf(b);
}
