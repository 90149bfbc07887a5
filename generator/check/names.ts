import type { IsLost } from "../model/lost.ts";
import type { Extra, Model } from "../model/model.ts";
import { codeName } from "../model/modules.ts";
import type { Declared, Naming } from "../model/naming.ts";
import type { Location, Problem } from "../model/problem.ts";
import { partsOf } from "../model/walk.ts";
import { didYouMean } from "../text/suggest.ts";

/** Checks names of the table: `names` renames only what exists, and each part has a name of its own. */
export function* checkNames(model: Model, isLost: IsLost): Generator<Problem> {
  yield* checkRenames(model, isLost);
  for (const { layout } of model.images) {
    yield* checkParts(layout.extra);
    for (const { part } of partsOf(layout.extra, "")) if (part.kind === "messages") yield* checkParts(part.extra);
  }
}

/** Checks names of generated code in a language: each definition has one, and no two definitions share one. */
export function* checkSpelling(model: Model, naming: Naming): Generator<Problem> {
  const types = [...model.messages, ...model.enums];
  const nameless = types.filter(({ name }) => !naming.canSpell(codeName(model, name)));
  for (const { name, at } of nameless) {
    const message = `\`${name}\` has no letter for a ${naming.language} name to begin with`;
    yield { code: "bad-name", message, hint: hintFor(name, "a_name"), at };
  }
  const unnamed = new Set(nameless.map(({ name }) => name));
  const declared = naming.declaredBy(model).filter(({ name }) => !unnamed.has(name));
  yield* collisions(model, declared, naming);
}

/** Returns a hint how to rename a definition, with a name that is likely to be free. */
function hintFor(name: string, other: string): string {
  return `rename it, or write \`names: { ${name}: ${other} }\` in images.yaml`;
}

const SUFFIXES: Readonly<Record<Declared["kind"], string>> = { message: "_message", enum: "_enum", image: "_FILE" };

function* collisions(
  model: Model,
  definitions: readonly Declared[],
  { language, reserved }: Naming,
): Generator<Problem> {
  const taken = new Map<string, Declared>();
  for (const definition of definitions) {
    const { name, kind, identifiers } = definition;
    const found = identifiers.find((identifier) => reserved.has(identifier) || taken.has(identifier));
    for (const identifier of identifiers) if (!taken.has(identifier)) taken.set(identifier, definition);
    if (found === undefined) continue;
    const other = taken.get(found);
    const hint = hintFor(name, `${name.replaceAll(".", "_")}${SUFFIXES[kind]}`);
    const at = model.names.get(name)?.at ?? definition.at;
    yield other === undefined || other === definition
      ? {
          code: "reserved-name",
          message: `\`${name}\` would be \`${found}\` in ${language}, but every package has that name already`,
          hint,
          at,
        }
      : {
          code: "name-collision",
          message: `\`${name}\` and \`${other.name}\` (${placeOf(other)}) would both be \`${found}\` in ${language}`,
          hint,
          at,
        };
  }
}

function placeOf({ at }: Declared): string {
  return `${at.file}:${at.line}`;
}

/** Checks `names`: each renamed definition exists, and no field gets the name of another. */
function* checkRenames(model: Model, isLost: IsLost): Generator<Problem> {
  if (model.names.size === 0) return;
  const fields = model.messages.flatMap(({ name, fields }) => fields.map((field) => `${name}.${field.name}`));
  const known = new Set([...[...model.messages, ...model.enums, ...model.images].map(({ name }) => name), ...fields]);
  for (const [name, { as, at }] of model.names) {
    if (!known.has(name)) {
      if (isLost(name)) continue;
      const hint = didYouMean(name, known) ?? "`names` renames messages, enums, images, and fields as `message.field`";
      yield { code: "unknown-name", message: `nothing has the name \`${name}\`, but \`names\` renames it`, hint, at };
    } else if (known.has(siblingOf(name, as))) {
      const message = `\`${name}\` cannot be renamed \`${as}\`: that name is taken`;
      yield { code: "name-collision", message, hint: "choose another name", at };
    }
  }
}

/** Returns the field that would already have a field's new name. */
function siblingOf(name: string, as: string): string {
  return name.includes(".") ? `${name.slice(0, name.lastIndexOf("."))}.${as}` : "";
}

/** Checks the names of parts. They become properties, so each is unique and no property of every object. */
function* checkParts(extra: Extra | undefined): Generator<Problem> {
  if (extra?.kind !== "named") return;
  const names = new Set<string>();
  for (const { name, part } of extra.parts) {
    yield* checkPart(name, names, part.at);
    names.add(name);
  }
}

function* checkPart(name: string, others: ReadonlySet<string>, at: Location): Generator<Problem> {
  const hint = "give the part another name";
  if (others.has(name)) yield { code: "duplicate-name", message: `there are two parts \`${name}\``, hint, at };
  else if (name in Object.prototype) {
    yield { code: "reserved-name", message: `\`${name}\` is a property of every JavaScript object`, hint, at };
  }
}
