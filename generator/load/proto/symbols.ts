import type { Location } from "../../model/problem.ts";
import type { Declaration, ProtoFile } from "./tree.ts";

/** Something that has a name, and the file that declares it. */
export interface Named {
  readonly name: string;
  readonly file: ProtoFile;
  readonly at: Location;
  /** None for the entry of a map and the oneof of an `optional` field in proto3, which protobuf makes. */
  readonly node?: Declaration;
  readonly isEntry?: true;
}

/** Result of a look-up: a symbol, or why there is none. */
export type Found =
  | { readonly symbol: Named }
  /** Declared in a file that is not imported. */
  | { readonly hidden: Named }
  /** The first part of the name is this, and the rest is not in it. */
  | { readonly bound: string }
  | undefined;

/** All names of all files. Packages are names too, which several files may have. */
export class Symbols {
  readonly #symbols = new Map<string, Named>();
  readonly #packages = new Map<string, Location>();
  readonly #visible = new Map<ProtoFile, Visible>();

  /** Adds a symbol; if its name is taken, returns the place of the other one, and that itself if it is no package. */
  add(symbol: Named): (Pick<Named, "at"> & Partial<Named>) | undefined {
    const known = this.#symbols.get(symbol.name);
    const at = this.#packages.get(symbol.name);
    if (known !== undefined) return known;
    if (at !== undefined) return { at };
    this.#symbols.set(symbol.name, symbol);
    return undefined;
  }

  /** Adds a package and those that it is in; if one of the names is a symbol's, returns that. */
  addPackage(name: string, at: Location): Named | undefined {
    for (const prefix of prefixesOf(name)) {
      const other = this.#symbols.get(prefix);
      if (other !== undefined) return other;
      if (!this.#packages.has(prefix)) this.#packages.set(prefix, at);
    }
    return undefined;
  }

  /** Says which files a file sees: itself, those that it imports, and those that they import publicly. */
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
   * Resolves a name as protoc does: from the innermost scope outwards, and never downwards. The first part of a name with
   * dots binds if it is something that names can be in.
   *
   * @param scope full name of the declaration that uses the name
   * @param typesOnly skips what is no message and no enum
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

/** `a.b.c` → `a`, `a.b`, `a.b.c` */
export function prefixesOf(name: string): string[] {
  if (name === "") return [];
  const parts = name.split(".");
  return parts.map((_, i) => parts.slice(0, i + 1).join("."));
}

/** Whether names can be in it: a message, an enum, a service, or a package. */
function isAggregate(found: Found): boolean {
  if (found === undefined || !("symbol" in found)) return false;
  const { node, isEntry } = found.symbol;
  return isEntry === true || node?.kind === "message" || node?.kind === "enum" || node?.kind === "service";
}

function isType({ node, isEntry }: Named): boolean {
  return isEntry === true || node?.kind === "message" || node?.kind === "enum";
}
