/** An import declaration as written: sorted, with types apart from values. */
export interface ImportView {
  readonly from: string;
  readonly names: readonly string[];
  readonly typeOnly: boolean;
}

/** Collector of the imports of a module. */
export class Imports {
  readonly #module: string;
  readonly #values = new Map<string, Set<string>>();
  readonly #types = new Map<string, Set<string>>();

  /** @param module path of the importing module in the package */
  constructor(module: string) {
    this.#module = module;
  }

  /** Adds a value or function. Returns its name. */
  value(from: string, name: string): string {
    if (from !== this.#module) add(this.#values, from, name);
    return name;
  }

  /** Adds a type. Returns its name. */
  type(from: string, name: string): string {
    if (from !== this.#module) add(this.#types, from, name);
    return name;
  }

  view(): ImportView[] {
    const views = [
      ...[...this.#types].map(([from, names]) => this.#line(from, names, true)),
      ...[...this.#values].map(([from, names]) => this.#line(from, names, false)),
    ];
    return views.sort(compare);
  }

  #line(from: string, names: ReadonlySet<string>, typeOnly: boolean): ImportView {
    return { from: relative(this.#module, from), names: [...names].sort(), typeOnly };
  }
}

function add(map: Map<string, Set<string>>, from: string, name: string): void {
  const names = map.get(from) ?? new Set();
  names.add(name);
  map.set(from, names);
}

function compare(a: ImportView, b: ImportView): number {
  if (a.typeOnly !== b.typeOnly) return a.typeOnly ? -1 : 1;
  return a.from < b.from ? -1 : 1;
}

/** Returns the specifier of the module `to` in `from`. */
function relative(from: string, to: string): string {
  const a = from.split("/").slice(0, -1);
  const b = to.split("/");
  while (a.length > 0 && a[0] === b[0]) {
    a.shift();
    b.shift();
  }
  return `${a.length === 0 ? "./" : "../".repeat(a.length)}${b.join("/")}`;
}
