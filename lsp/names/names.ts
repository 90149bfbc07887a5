import type { Loaded } from "../../generator/load/load.ts";
import type { ProtoSyntax } from "../../generator/load/protos.ts";
import { documentOf } from "../../generator/load/source.ts";
import type { Source } from "../text/source.ts";
import { contains } from "../text/span.ts";
import { namesInConfig } from "./config.ts";
import { namesInDisplay } from "./display.ts";
import { namesInHistory } from "./history.ts";
import { hasSameNames, type KnownNames, knownNames } from "./known.ts";
import { keyOf, type Name, type Occurrence } from "./name.ts";
import { namesInProto } from "./protos.ts";
import { namesInRelations } from "./relations.ts";
import { namesInTable } from "./table.ts";

/** A file with its kind: `proto`, or the name of a YAML file's JSON Schema. */
export interface NamedSource extends Source {
  readonly kind: string;
}

/** An occurrence, and its file. */
export interface Placed extends Occurrence {
  readonly source: Source;
}

const IN_YAML: Readonly<Record<string, (contents: unknown, known: KnownNames) => Iterable<Occurrence>>> = {
  images: namesInTable,
  extension: namesInTable,
  display: namesInDisplay,
  relations: namesInRelations,
  history: namesInHistory,
  critgen: namesInConfig,
};

/** Index of all names in the files of a schema. Files are searched at their first use. */
export class Names {
  readonly known: KnownNames;
  readonly #sources: readonly NamedSource[];
  readonly #syntax: ProtoSyntax;
  readonly #inFile = new Map<NamedSource, readonly Placed[]>();
  #byName: Map<string, Placed[]> | undefined;

  /** @param before an index of the schema before: files that stay the same are not searched again if all names are known */
  constructor(sources: Iterable<NamedSource>, { syntax, model }: Loaded, before?: Names) {
    this.#sources = [...sources];
    this.#syntax = syntax;
    this.known = knownNames(syntax, model);
    if (before === undefined || before.#syntax !== syntax || !hasSameNames(before.known, this.known)) return;
    for (const source of this.#sources) {
      const known = before.#inFile.get(source);
      if (known !== undefined) this.#inFile.set(source, known);
    }
  }

  /** Returns the name at an offset: the one that ends there, or begins. */
  at(source: NamedSource, offset: number): Placed | undefined {
    return this.in(source).find((one) => one.to > one.from && contains(one, offset));
  }

  /** Returns all occurrences of a name, its declarations first. */
  of(name: Name): readonly Placed[] {
    if (this.#byName === undefined) {
      this.#byName = new Map();
      for (const one of this.#sources.flatMap((source) => this.in(source))) {
        const known = this.#byName.get(keyOf(one));
        if (known === undefined) this.#byName.set(keyOf(one), [one]);
        else known.push(one);
      }
    }
    const all = this.#byName.get(keyOf(name)) ?? [];
    return all.toSorted((a, b) => Number(b.isDeclaration) - Number(a.isDeclaration));
  }

  /** Returns the names in a file. */
  in(source: NamedSource): readonly Placed[] {
    const known = this.#inFile.get(source) ?? [...this.#read(source)].map((one) => ({ ...one, source }));
    this.#inFile.set(source, known);
    return known;
  }

  #read({ kind, file, text }: NamedSource): Iterable<Occurrence> {
    const proto = this.#syntax.files.find((one) => one.file === file);
    if (proto !== undefined) return namesInProto(proto, this.#syntax.linked, this.known);
    return IN_YAML[kind]?.(documentOf(text).document.contents, this.known) ?? [];
  }
}
