import type { Field, Model } from "../model/model.ts";
import type { Location } from "../model/problem.ts";

/** A field or a value that has a number which another one had. */
export interface Heir {
  /** The message or enum. */
  readonly owner: string;
  readonly number: number;
  readonly is: string;
  readonly was: string;
  /** The first release in which the old one is no longer there. */
  readonly release: string;
  /** It came as the other went, and the same bytes are read as the same values: only the name is another. */
  readonly isRename: boolean;
  /** Where the new one stands, or its enum. */
  readonly at: Location;
}

/** All that the history and the messages tell: what went, or got another number, and what has its number now. */
export function* heirs(model: Model): Generator<Heir> {
  for (const { kind, owner, name, number, release } of model.history.gone) {
    if (number !== undefined)
      yield* kind === "field"
        ? ofField(model, owner, name, number, release)
        : ofValue(model, owner, name, number, release);
  }
  for (const { kind, name: path, from, release } of model.history.changed) {
    const number = numberIn(from);
    if (kind !== "field" || number === undefined) continue;
    const dot = path.lastIndexOf(".");
    yield* ofField(model, path.slice(0, dot), path.slice(dot + 1), number, release, from);
  }
}

/** The number in `required uint32 = 2`. */
function numberIn(shape: string): number | undefined {
  const found = / = (\d+)$/.exec(shape)?.[1];
  return found === undefined ? undefined : Number(found);
}

function* ofField(
  { messages, history }: Model,
  owner: string,
  was: string,
  number: number,
  release: string,
  shape?: string,
): Generator<Heir> {
  const field = messages.find((message) => message.name === owner)?.fields.find((f) => f.number === number);
  if (field === undefined || field.name === was) return;
  const cameThen = history.fields.get(`${owner}.${field.name}`) === release;
  const isRename = cameThen && (shape === undefined || shape === shapeOf(field));
  yield { owner, number, is: field.name, was, release, isRename, at: field.at };
}

function* ofValue(
  { enums, history }: Model,
  owner: string,
  was: string,
  number: number,
  release: string,
): Generator<Heir> {
  const found = enums.find(({ name }) => name === owner);
  const value = found?.values.find((v) => v.number === number);
  if (found === undefined || value === undefined || value.name === was) return;
  const isRename = history.enumValues.get(`${owner}.${value.name}`) === release;
  yield { owner, number, is: value.name, was, release, isRename, at: found.at };
}

/** A field as the history writes it. */
function shapeOf({ label, type, number }: Field): string {
  const name = type.kind === "scalar" ? type.scalar : type.kind === "map" ? "map" : type.name;
  return `${label} ${name} = ${number}`;
}
