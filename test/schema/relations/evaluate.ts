import {
  CHOSEN,
  EQUAL,
  FILES,
  LIMITS,
  RANGES,
  REFERENCES,
  type RelationCase,
  type RelationConditions,
  type RelationKey,
  type RelationTerm,
  SAME,
  SPACES,
  UNIQUE,
} from "criu-images/relations";
import { type Around, type ImageFile, type Occurrence, occurrencesIn } from "./occurrences.ts";

/* Evaluates relations on a checkpoint: the shortest program that follows docs/relations.md. */

/** Violations of a checkpoint, and the number of values that each relation was checked on. */
export interface Evaluated {
  readonly faults: readonly string[];
  readonly checked: ReadonlyMap<string, number>;
}

export function evaluate(files: readonly ImageFile[]): Evaluated {
  const all = files.flatMap((file) => [...occurrencesIn(file)]);
  const checkpoint = new Checkpoint(files, all);
  const faults = [
    ...checkpoint.wrongFiles(),
    ...checkpoint.wrongKeys(),
    ...all.flatMap((one) => checkpoint.wrongReference(one)),
    ...all.flatMap(wrongFields),
    ...all.flatMap((one) => wrongSame(one, all)),
    ...wrongLists(files, all),
  ];
  return { faults, checked: checkpoint.checked };
}

class Checkpoint {
  readonly checked: Map<string, number> = new Map();
  readonly #files: readonly ImageFile[];
  readonly #all: readonly Occurrence[];
  /** Ids of each space: of the checkpoint under "", of a file under its id. */
  readonly #ids = new Map<string, Map<string, bigint[]>>();
  /** Those of them that only one field can define. */
  readonly #keys = new Map<string, Map<string, bigint[]>>();
  readonly #referred = new Map<string, Set<bigint>>();

  constructor(files: readonly ImageFile[], all: readonly Occurrence[]) {
    this.#files = files;
    this.#all = all;
    for (const [name, { keys = [], named = [], scope }] of Object.entries(SPACES)) {
      const idsOf = (fields: readonly RelationKey[]): Map<string, bigint[]> => {
        const ids = new Map<string, bigint[]>();
        for (const { path, ...when } of fields) {
          for (const one of all.filter((found) => found.path === path && this.#holds(when, found))) {
            const key = scope === "file" ? `${one.file.id}` : "";
            ids.set(key, [...(ids.get(key) ?? []), BigInt(one.value as number)]);
          }
        }
        return ids;
      };
      this.#ids.set(name, idsOf([...keys, ...named]));
      this.#keys.set(name, idsOf(keys));
    }
  }

  /** Ids that fields define twice, though they are keys. */
  wrongKeys(): string[] {
    return Object.entries(SPACES).flatMap(([name, { keys = [] }]) => {
      if (keys.length === 0) return [];
      return [...(this.#keys.get(name) ?? [])].flatMap(([, ids]) => {
        this.#count(`keys of ${name}`, ids.length);
        const except = this.#except(name);
        const own = ids.filter((id) => !except.includes(id));
        return own.length === new Set(own).size ? [] : [`two keys of ${name} are the same`];
      });
    });
  }

  wrongReference(one: Occurrence): string[] {
    const rule = REFERENCES[one.path] === undefined ? one.field : one.path;
    const found = REFERENCES[rule]?.find((each) => this.#holds(each, one));
    const space = SPACES[found?.to ?? "none"];
    if (found === undefined || space === undefined) return [];
    this.#count(rule, 1);
    const id = BigInt(one.value as number) & ~BigInt(found.without ?? 0);
    this.#referred.set(found.to, (this.#referred.get(found.to) ?? new Set()).add(id));
    const defining = [...(space.keys ?? []), ...(space.named ?? [])];
    const known = this.#ids.get(found.to)?.get(space.scope === "file" ? this.#fileOf(found, one) : "");
    if (found.weak === true || defining.length === 0 || this.#except(found.to).includes(id)) return [];
    if (space.optional === true && (known === undefined || !this.#hasKeys(defining))) return [];
    if (known?.includes(id) === true) return [];
    return this.#hasKeys(defining)
      ? [`${one.file.name}: no ${found.to} has the id ${id}`]
      : [`no image defines the ids of ${found.to}`];
  }

  /** Files that are missing, and files whose ids nobody has. */
  wrongFiles(): string[] {
    for (const one of this.#all) this.wrongReference(one);
    const names = new Map<string, Set<bigint>>();
    for (const { image, id } of this.#files)
      if (id !== undefined) names.set(image, (names.get(image) ?? new Set()).add(id));
    const missing = Object.entries(SPACES).flatMap(([name, { files = {}, keys, named }]) => {
      const ids = keys === undefined && named === undefined ? this.#referred.get(name) : this.#ids.get(name)?.get("");
      const wanted = [...new Set(ids)].filter((id) => !this.#except(name).includes(id));
      return Object.entries(files).flatMap(([image, when]) =>
        wanted.flatMap((id) => {
          if (when === null || !this.#holds(when, undefined, id)) return [];
          this.#count(`${image} of ${name}`, 1);
          return names.get(image)?.has(id) === true ? [] : [`${image} of ${id} is missing`];
        }),
      );
    });
    const top = Object.entries(FILES).flatMap(([image, when]) => {
      if (when === null || !this.#holds(when)) return [];
      return this.#files.some((file) => file.image === image) ? [] : [`${image} is missing`];
    });
    return [...top, ...missing, ...this.#orphans()];
  }

  #orphans(): string[] {
    return this.#files.flatMap(({ name, image, id }) => {
      const spaces = Object.entries(SPACES).filter(([, { files = {} }]) => image in files);
      if (id === undefined || spaces.length === 0) return [];
      const isKnown = spaces.some(([space, { keys = [], named = [] }]) => {
        const defining = [...keys, ...named];
        if (defining.length > 0 && !this.#hasKeys(defining)) return true;
        const known = defining.length > 0 ? this.#ids.get(space)?.get("") : this.#referred.get(space);
        return [...(known ?? []), ...this.#except(space)].includes(id);
      });
      return isKnown ? [] : [`${name}: nobody has its id`];
    });
  }

  /** Returns whether the checkpoint has an image with one of the keys. */
  #hasKeys(keys: readonly { readonly path: string }[]): boolean {
    const images = keys.map(({ path }) => path.split(".")[0]);
    return this.#files.some(({ image }) => images.includes(image));
  }

  #except(space: string): bigint[] {
    return (SPACES[space]?.except ?? []).flatMap((one) =>
      typeof one === "number"
        ? BigInt(one)
        : this.#all.flatMap(({ path, value }) => (path === one ? BigInt(value as number) : [])),
    );
  }

  /** Returns the id of the file with the key: that of the field `of`, or of the file itself. */
  #fileOf({ of }: RelationCase, one: Occurrence): string {
    return of === undefined ? `${one.file.id}` : `${fieldAround(of, one.around)}`;
  }

  #holds({ if: all = [], unless = [] }: RelationConditions, one?: Occurrence, id = one?.file.id): boolean {
    const isTrue = (term: RelationTerm): boolean => holds(term, one, this.#valueFor(term, one, id));
    return all.every(isTrue) && !unless.some(isTrue);
  }

  #valueFor({ field }: RelationTerm, one: Occurrence | undefined, id: bigint | undefined): unknown {
    if (field === undefined) return one?.value;
    const [image = "", ...rest] = field.split(".");
    if (image !== image.toUpperCase()) return fieldAround(field, one?.around ?? []);
    const files = this.#files.filter((file) => file.image === image);
    const file = files.find((each) => each.id === undefined || each.id === id);
    return file?.messages.map(([, value]) => inside(value, rest)).find((value) => value !== undefined);
  }

  #count(rule: string, many: number): void {
    this.checked.set(rule, (this.checked.get(rule) ?? 0) + many);
  }
}

function holds({ field, value, bits }: RelationTerm, one: Occurrence | undefined, found: unknown): boolean {
  if (field === undefined) {
    const own = BigInt(one?.value as number);
    return bits === undefined ? own === BigInt(value ?? 0) : (own & BigInt(bits)) !== 0n;
  }
  if (bits !== undefined) return (BigInt((found ?? 0) as number) & BigInt(bits)) !== 0n;
  if (value !== undefined) return Number(found ?? 0) === value;
  return found !== undefined && found !== false && found !== "" && Number(found) !== 0;
}

function fieldAround(field: string, around: readonly Around[]): unknown {
  const [first = "", ...rest] = field.split(".");
  const owner = around.find(({ value }) => first in value);
  return owner && inside(owner.value, [first, ...rest]);
}

function inside(value: unknown, path: readonly string[]): unknown {
  return path.reduce((at, name) => (at as Record<string, unknown> | undefined)?.[name], value);
}

/** Faults within one message: fields that disagree, a field that was not chosen, and values that are too large. */
function wrongFields({ file, field, path, value, around: [own] }: Occurrence): string[] {
  const at = (other: string): unknown => inside(own?.value, other.split("."));
  const unequal = (EQUAL[field] ?? []).filter((other) => at(other) !== undefined && at(other) !== value);
  const choices = CHOSEN[field] ?? {};
  const chosen = choices[Number(value)];
  const others = Object.values(choices).flatMap((other) =>
    at(other.field) !== undefined && other.field !== chosen?.field ? other.field : [],
  );
  const isLacking = chosen !== undefined && chosen.optional !== true && at(chosen.field) === undefined;
  const given = LIMITS[path] ?? LIMITS[field];
  const sizeOf = (one: unknown): unknown =>
    typeof one === "string" || one instanceof Uint8Array ? Buffer.byteLength(one) : one;
  const limit = typeof given === "string" ? sizeOf(at(given)) : given;
  return [
    ...[...unequal, ...others].map((other) => `${file.name}: ${other} does not fit`),
    ...(isLacking ? [`${file.name}: ${field} has no ${chosen.field}`] : []),
    ...(limit !== undefined && Number(sizeOf(value)) > Number(limit) ? [`${file.name}: ${field} is too large`] : []),
  ];
}

/** A field that differs from that of the entry that another field refers to. */
function wrongSame({ file, field, value, around: [own] }: Occurrence, all: readonly Occurrence[]): string[] {
  const rule = SAME[field];
  const id = rule && inside(own?.value, [rule.of]);
  const keys = Object.values(SPACES).flatMap(({ keys: each = [] }) => each.map(({ path }) => path));
  const there = all.filter(({ path, around: [other] }) => {
    if (path !== rule?.field || id === undefined) return false;
    const beside = keys.filter((key) => key.replace(/\w+$/, "") === path.replace(/\w+$/, ""));
    return beside.some((key) => inside(other?.value, [key.replace(/.*\./, "")]) === id);
  });
  const isSame = there.length === 0 || there.some((one) => one.value === value);
  return isSame ? [] : [`${file.name}: ${field.replace(/.*\./, "")} does not fit`];
}

/** Faults of lists: values that are not unique, ranges that overlap. */
function wrongLists(files: readonly ImageFile[], all: readonly Occurrence[]): string[] {
  return files.flatMap((file) => {
    const own = all.filter((one) => one.file === file);
    const twice = UNIQUE.filter((path) => {
      const values = own.flatMap((one) => (one.path === path ? [`${one.value}`] : []));
      return values.length > new Set(values).size;
    });
    const unordered = Object.entries(RANGES).filter(([path, { from, to, ...when }]) => {
      const ranges = own.flatMap((one) => {
        if (one.path !== path) return [];
        const value = one.value as Record<string, bigint>;
        const inner = { ...one, around: [{ message: "", value }, ...one.around] };
        const excluded = (when.unless ?? []).some((term) =>
          holds(term, inner, fieldAround(term.field ?? "", inner.around)),
        );
        return excluded ? [] : [[value[from] ?? 0n, value[to] ?? 0n] as const];
      });
      return ranges.some(([start, end], i) => end <= start || start < (ranges[i - 1]?.[1] ?? 0n));
    });
    return [...twice, ...unordered.map(([path]) => path)].map((path) => `${file.name}: ${path} is not in order`);
  });
}
