import type { History, Model } from "./model.ts";
import type { Location } from "./problem.ts";

/** A field or a value that has a number which another one had. */
export interface Heir {
  /** The message or enum. */
  readonly owner: string;
  readonly number: number;
  readonly is: string;
  readonly was: string;
  /** The first release in which the old one is no longer there. */
  readonly release: string;
  /** The history says that only the name is another: the same bytes are read as the same values. */
  readonly isRename: boolean;
  /** Where the new one stands, or its enum. */
  readonly at: Location;
}

/** Something that had a number, up to a release. */
type Past = Pick<Heir, "owner" | "number" | "was" | "release"> & { readonly kind: "field" | "value" };

/** All that the history and the messages tell: what went, or got another number, and what has its number now. */
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
