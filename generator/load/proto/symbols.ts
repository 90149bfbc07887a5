import type { Location } from "../../model/problem.ts";
import type { Declaration, ProtoFile } from "./tree.ts";

/** A name, and the file that declares it. */
export interface Named {
  readonly name: string;
  readonly file: ProtoFile;
  readonly at: Location;
  /** Declaration of the name. The entry of a map and the oneof of an `optional` field in proto3 have none. */
  readonly node?: Declaration;
  readonly isEntry?: true;
}

/** Result of a look-up: a symbol, or the reason that there is none. */
export type Found =
  | { readonly symbol: Named }
  /** Declared in a file that is not imported. */
  | { readonly hidden: Named }
  /** The first part of the name is this, and does not contain the rest. */
  | { readonly bound: string }
  | undefined;

/** All names of all files. Packages are names too, and several files may share one. */
export class Symbols {
  readonly #symbols = new Map<string, Named>();
  readonly #packages = new Map<string, Location>();
  readonly #visible = new Map<ProtoFile, Visible>();

  /**
   * Adds a symbol. If the name is taken, returns the place of the other declaration, and the declaration unless it is a
   * package.
   */
  add(symbol: Named): (Pick<Named, "at"> & Partial<Named>) | undefined {
    const known = this.#symbols.get(symbol.name);
    const at = this.#packages.get(symbol.name);
    if (known !== undefined) return known;
    if (at !== undefined) return { at };
    this.#symbols.set(symbol.name, symbol);
    return undefined;
  }

  /** Adds a package and its parents. If a symbol has one of the names, returns it. */
  addPackage(name: string, at: Location): Named | undefined {
    for (const prefix of prefixesOf(name)) {
      const other = this.#symbols.get(prefix);
      if (other !== undefined) return other;
      if (!this.#packages.has(prefix)) this.#packages.set(prefix, at);
    }
    return undefined;
  }

  /** Sets the files that a file sees: itself, its imports, and their public imports. */
  see(file: ProtoFile, files: ReadonlySet<ProtoFile>): void {
    const packages = new Set([...files].flatMap((one) => prefixesOf(one.package?.text ?? "")));
    this.#visible.set(file, { files, packages });
  }

  get(name: string): Named | undefined {
    return this.#symbols.get(name);
  }

  names(): Iterable<string> {
    return this.#symbols.keys();
  }

  /**
   * Resolves a name as protoc does: from the innermost scope outwards. A dotted name binds to the first scope in which
   * its first part names something with members.
   *
   * @param scope full name of the declaration that uses the name
   * @param typesOnly skips all but messages and enums
   */
  resolve(name: string, scope: string, file: ProtoFile, typesOnly: boolean): Found {
    const visible = this.#visible.get(file) ?? { files: new Set([file]), packages: new Set() };
    if (name.startsWith(".")) return this.#look(name.slice(1), visible);
    const dot = name.indexOf(".");
    const first = dot < 0 ? name : name.slice(0, dot);
    let hidden: Found;
    for (let end = scope.lastIndexOf("."); end >= 0; end = scope.lastIndexOf(".", end - 1)) {
      const within = scope.slice(0, end);
      const found = this.#look(`${within}.${first}`, visible);
      if (found !== undefined && "hidden" in found) hidden = found;
      const isPackage = visible.packages.has(`${within}.${first}`);
      if (dot >= 0 && (isPackage || isAggregate(found))) {
        const full = `${within}.${name}`;
        return this.#look(full, visible) ?? { bound: full };
      }
      if (dot < 0 && found !== undefined && "symbol" in found && (!typesOnly || isType(found.symbol))) return found;
      if (dot < 0 && isPackage && !typesOnly) return undefined;
      if (end === 0) break;
    }
    return this.#look(name, visible) ?? hidden;
  }

  #look(name: string, { files }: Visible): Found {
    const symbol = this.#symbols.get(name);
    if (symbol === undefined) return undefined;
    return files.has(symbol.file) ? { symbol } : { hidden: symbol };
  }
}

interface Visible {
  readonly files: ReadonlySet<ProtoFile>;
  readonly packages: ReadonlySet<string>;
}

/** Returns all prefixes: `a.b.c` → `a`, `a.b`, `a.b.c`. */
export function prefixesOf(name: string): string[] {
  if (name === "") return [];
  const parts = name.split(".");
  return parts.map((_, i) => parts.slice(0, i + 1).join("."));
}

/** Returns whether a symbol may have members: a message, an enum or a service. */
function isAggregate(found: Found): boolean {
  if (found === undefined || !("symbol" in found)) return false;
  const { node, isEntry } = found.symbol;
  return isEntry === true || node?.kind === "message" || node?.kind === "enum" || node?.kind === "service";
}

function isType({ node, isEntry }: Named): boolean {
  return isEntry === true || node?.kind === "message" || node?.kind === "enum";
}
