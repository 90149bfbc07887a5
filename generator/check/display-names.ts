import type { IsLost } from "../model/lost.ts";
import type { Field, Message, Model, NameSet } from "../model/model.ts";
import type { Location, Problem } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks the name sets of display.yaml: their fields exist, and can have such names. */
export function* checkDisplayNames(model: Model, isLost: IsLost): Generator<Problem> {
  const known = new Map<string, string>();
  for (const set of model.display.names) {
    yield* checkKinds(set);
    for (const { path, at } of set.fields) {
      const other = known.get(path);
      if (other !== undefined)
        yield bad(`\`${path}\` has names already, in the set \`${other}\``, "a field has one set of names", at);
      known.set(path, set.name);
      yield* checkField(model, set, path, at, isLost);
    }
  }
}

const KINDS = ["values", "pairs", "bits", "words", "items"] as const;

function* checkKinds(set: NameSet): Generator<Problem> {
  const given = KINDS.filter((kind) => set[kind] !== undefined);
  if (given.length === 1) return;
  const found = given.length === 0 ? "no names" : `both ${given.join(" and ")}`;
  yield bad(`\`${set.name}\` has ${found}`, `it needs one of ${KINDS.join(", ")}`, set.at);
}

function* checkField(model: Model, set: NameSet, path: string, at: Location, isLost: IsLost): Generator<Problem> {
  const message = model.messages.find(
    ({ name }) => path.startsWith(`${name}.`) && !path.slice(name.length + 1).includes("."),
  );
  const owner = path.slice(0, Math.max(0, path.lastIndexOf(".")));
  if (isLost(path) || isLost(owner)) return;
  if (message === undefined) {
    const hint =
      didYouMean(
        owner,
        model.messages.map(({ name }) => name),
      ) ?? "a field is written as message.field";
    yield bad(`\`${path}\` names no message of the schema`, hint, at);
    return;
  }
  const name = path.slice(message.name.length + 1);
  const field = message.fields.find((one) => one.name === name);
  if (field === undefined) {
    const names = message.fields.map((one) => one.name);
    yield bad(
      `\`${message.name}\` has no field \`${name}\``,
      didYouMean(name, names) ?? `its fields: ${names.join(", ")}`,
      at,
    );
  } else yield* checkFit(set, message, field, at);
}

function* checkFit(set: NameSet, message: Message, { name, label, type }: Field, at: Location): Generator<Problem> {
  const isList = label === "repeated";
  const isInteger = type.kind === "scalar" && /int|fixed/.test(type.scalar);
  const path = `\`${message.name}.${name}\``;
  if (set.items !== undefined && !(isList && type.kind === "message"))
    yield bad(
      `${path} is not a list of messages: only such a list can have \`items\``,
      "name an integer with `values` or `bits`",
      at,
    );
  else if (set.items === undefined && !isInteger)
    yield bad(`${path} is not an integer`, "only integers can have names of values and bits", at);
  else if (((set.words ?? set.pairs) === undefined) === isList && isInteger)
    yield bad(
      `${path} is ${isList ? "a list" : "not a list"}`,
      isList ? "use `words` for a list, bits of each element, or `pairs`" : "`words` and `pairs` are only for lists",
      at,
    );
}

function bad(message: string, hint: string, at: Location): Problem {
  return { code: "bad-name-set", message, hint, at };
}
