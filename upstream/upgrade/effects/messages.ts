import type { Field, Message } from "../../../generator/model/model.ts";
import { fieldName } from "../../../generator/model/modules.ts";
import { flatMessage } from "../../../generator/plan/columns.ts";
import { referenceTo } from "../../../generator/plan/reference.ts";
import { member } from "../../../generator/targets/typescript/helpers.ts";
import { enumNames, imageNames, messageNames } from "../../../generator/targets/typescript/names.ts";
import { currentName } from "../../diff/context.ts";
import { elementKey } from "../element.ts";
import type { Demand, Effect } from "./effect.ts";
import { type BothFields, demandOf, effectsOnField } from "./field.ts";
import { changesOf, exportingImage, type Side, type Sides } from "./sides.ts";

/** Effects on the fields of all messages. */
export interface MessageEffects {
  readonly byElement: readonly (readonly [key: string, effect: Effect])[];
  readonly demands: ReadonlyMap<string, readonly Demand[]>;
  readonly enumOf: ReadonlyMap<string, string>;
  /** Types whose lists of fields differ. */
  readonly members: ReadonlyMap<string, Effect>;
}

/** Returns the effects on fields, by their names: the program knows a field by its name, not by its number. */
export function messageEffects(sides: Sides): MessageEffects {
  const { before, after, context } = sides;
  const byName = new Map(after.messages.map((message) => [message.name, message]));
  const columns = columnTypes(before);
  const all = before.messages.map((message) => {
    const now = byName.get(currentName(message.name, context));
    const { module, type } = messageNames(referenceTo(before, message.name));
    return { key: elementKey(module, type), message, now, of: columns.get(message.name) ?? [] };
  });
  const kept = all.flatMap(({ key, message, now, of }) =>
    now === undefined ? [] : [{ key, of, pairs: pairsIn(message, now, sides), message, now }],
  );
  return {
    byElement: kept.flatMap((one) => [...onFields(one, sides)]),
    demands: new Map(kept.map(({ key, pairs }) => [key, pairs.flatMap((pair) => demandOf(pair) ?? [])])),
    enumOf: new Map(all.flatMap(({ message }) => enumsOf(message, before))),
    members: new Map(
      kept.flatMap(({ key, message, now }) => {
        const effect = onMembers(message, now, sides);
        return effect === undefined ? [] : [[key, effect] as const];
      }),
    ),
  };
}

interface Kept {
  /** Keys of the message's type and of the types of its columns. */
  readonly key: string;
  readonly of: readonly string[];
  readonly pairs: readonly BothFields[];
  readonly message: Message;
}

function* onFields({ key, of, pairs, message }: Kept, sides: Sides): Generator<[string, Effect]> {
  const { module, defaults } = messageNames(referenceTo(sides.before, message.name));
  for (const pair of pairs) {
    if (pair.before === undefined) continue;
    const name = member(fieldName(sides.before, message.name, pair.before.name));
    const owners = [key, ...of, ...(pair.before.default === undefined ? [] : [elementKey(module, defaults)])];
    for (const effect of effectsOnField(pair, sides)) for (const owner of owners) yield [`${owner}.${name}`, effect];
  }
}

/** Pairs the fields of a message by their names in the schema; renamed ones by the change. */
function pairsIn(message: Message, now: Message, sides: Sides): BothFields[] {
  const names = new Map(now.fields.map((field) => [field.name, field]));
  const renamed = new Map(
    (sides.byGroup.get(`field ${now.name}`) ?? []).flatMap(({ difference: one }): [string, Field][] =>
      one.what === "field" && one.kind === "renamed" && one.before !== undefined && one.after !== undefined
        ? [[one.before.name, one.after]]
        : [],
    ),
  );
  const spelled = (side: Side, owner: string, field: Field) => member(fieldName(side, owner, field.name));
  const both = (before: Field | undefined, after: Field | undefined): BothFields => ({
    ...{ message: now.name, before, after },
    name: before && spelled(sides.before, message.name, before),
    now: after && spelled(sides.after, now.name, after),
    changes: changesOf(sides, "field", now.name, [before?.name ?? "", after?.name ?? ""]),
  });
  const old = message.fields.map((field) => both(field, names.get(field.name) ?? renamed.get(field.name)));
  const paired = new Set(old.map(({ after }) => after));
  return [...old, ...now.fields.filter((field) => !paired.has(field)).map((field) => both(undefined, field))];
}

/** Returns the types of columns by the message of their entries. */
function columnTypes(side: Side): Map<string, string[]> {
  const types = new Map<string, string[]>();
  for (const [name, format] of side.format.images) {
    const message = flatMessage(side, exportingImage(name, format))?.name;
    if (message === undefined || format.magic === undefined) continue;
    const { columnsModule, columnsType } = imageNames(referenceTo(side, name));
    types.set(message, [...(types.get(message) ?? []), elementKey(columnsModule, columnsType)]);
  }
  return types;
}

/** Lists the enum of each field that holds one. */
function enumsOf({ name, fields }: Message, side: Side): [string, string][] {
  const { module, type } = messageNames(referenceTo(side, name));
  return fields.flatMap((field): [string, string][] => {
    if (field.type.kind !== "enum") return [];
    const names = enumNames(referenceTo(side, field.type.name));
    return [
      [elementKey(module, type, member(fieldName(side, name, field.name))), elementKey(names.module, names.type)],
    ];
  });
}

function onMembers(message: Message, now: Message, sides: Sides): Effect | undefined {
  const list = ({ fields }: Message): string =>
    fields
      .map(({ name }) => name)
      .sort()
      .join();
  if (list(message) === list(now)) return undefined;
  const changes = sides.byGroup.get(`field ${now.name}`) ?? [];
  return {
    kind: "value-missed",
    message: `\`${now.name}\` has other fields now: a list of all of them must change`,
    changes,
  };
}
