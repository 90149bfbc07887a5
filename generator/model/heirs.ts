import type { History, Model } from "./model.ts";
import type { Location } from "./problem.ts";

/** A field or enum value with a number that another one had. */
export interface Heir {
  /** Message or enum. */
  readonly owner: string;
  readonly number: number;
  readonly is: string;
  readonly was: string;
  /** First release without the old one. */
  readonly release: string;
  /** Whether the history lists a rename: then the same bytes have the same values. */
  readonly isRename: boolean;
  /** Place of the new field, or of the value's enum. */
  readonly at: Location;
}

/** A field or enum value that had a number up to a release. */
type Past = Pick<Heir, "owner" | "number" | "was" | "release"> & { readonly kind: "field" | "value" };

/** Yields the current holders of numbers that the history lists as removed or changed. */
export function* heirs(model: Model): Generator<Heir> {
  for (const past of [...ofGone(model), ...ofChanged(model)]) {
    const heir = past.kind === "field" ? fieldHeir(model, past) : valueHeir(model, past);
    if (heir !== undefined && heir.is !== heir.was) yield heir;
  }
}

function ofGone({ history }: Model): Past[] {
  return history.gone.flatMap(({ name, number, ...gone }) =>
    number === undefined ? [] : [{ ...gone, was: name, number }],
  );
}

function ofChanged({ history }: Model): Past[] {
  return history.changed.flatMap(({ kind, name, from, release }): Past[] => {
    const number = / = (\d+)$/.exec(from)?.[1];
    if (kind !== "field" || number === undefined) return [];
    const dot = name.lastIndexOf(".");
    const [owner, was] = [name.slice(0, dot), name.slice(dot + 1)];
    return [{ kind, owner, was, number: Number(number), release }];
  });
}

function fieldHeir({ messages, history }: Model, { owner, number, was, release }: Past): Heir | undefined {
  const field = messages.find(({ name }) => name === owner)?.fields.find((one) => one.number === number);
  if (field === undefined) return undefined;
  const isRename = hadName(history, `${owner}.${field.name}`, was);
  return { owner, number, is: field.name, was, release, isRename, at: field.at };
}

function valueHeir({ enums, history }: Model, { owner, number, was, release }: Past): Heir | undefined {
  const found = enums.find(({ name }) => name === owner);
  const value = found?.values.find((one) => one.number === number);
  if (found === undefined || value === undefined) return undefined;
  const isRename = hadName(history, `${owner}.${value.name}`, was);
  return { owner, number, is: value.name, was, release, isRename, at: found.at };
}

function hadName({ renamed }: History, name: string, was: string): boolean {
  return renamed.some((one) => one.name === name && one.from === was);
}
