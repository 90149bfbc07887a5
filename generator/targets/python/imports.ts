/** An import of names from a module of the package. */
export interface ImportView {
  readonly from: string;
  readonly names: readonly string[];
}

/** Collects the imports of a module. */
export class Imports {
  readonly #names = new Map<string, Set<string>>();

  /** Imports names from a module, by its relative name: `..wire.values`. */
  add(from: string, ...names: readonly string[]): void {
    const known = this.#names.get(from) ?? new Set();
    for (const name of names) known.add(name);
    this.#names.set(from, known);
  }

  /** Returns the imports in the order of linters: modules further up first, then by name. */
  view(): ImportView[] {
    return [...this.#names]
      .filter(([, names]) => names.size > 0)
      .map(([from, names]) => ({ from, names: [...names].sort(byKind) }))
      .sort((a, b) => dots(b.from) - dots(a.from) || (a.from < b.from ? -1 : 1));
  }
}

function dots(from: string): number {
  return /^\.*/.exec(from)?.[0].length ?? 0;
}

/** Sorts constants before classes, and classes before functions. */
function byKind(a: string, b: string): number {
  return kindOf(a) - kindOf(b) || (a < b ? -1 : 1);
}

function kindOf(name: string): number {
  return /^[A-Z0-9_]+$/.test(name) ? 0 : /^[A-Z]/.test(name) ? 1 : 2;
}
