import {
  type Exported,
  exportsOfEnum,
  exportsOfImage,
  exportsOfMessage,
} from "../../../generator/targets/typescript/exported.ts";
import { currentName } from "../../diff/context.ts";
import type { Change } from "../../diff/diff.ts";
import { elementKey, moduleOf } from "../element.ts";
import type { Effect } from "./effect.ts";
import { changesOf, exportingImage, type Side, type Sides } from "./sides.ts";

/** A thing of the schema: its exports before and after, and its changes. */
interface Thing {
  readonly text: string;
  readonly before: readonly Exported[];
  readonly after: readonly Exported[] | undefined;
  readonly changes: readonly Change[];
}

/** Effects on the names that modules export, and on the names of modules. */
export interface ExportEffects {
  readonly byElement: readonly (readonly [key: string, effect: Effect])[];
  readonly modules: ReadonlyMap<string, Effect>;
}

/** Returns the effects on exports: what is gone has no export of its role any more. */
export function exportEffects(sides: Sides): ExportEffects {
  const things = [...messagesIn(sides), ...enumsIn(sides), ...imagesIn(sides)];
  const byElement = things.flatMap((thing) =>
    thing.before.flatMap((exported): [string, Effect][] => {
      const effect = effectOn(exported, thing);
      return effect === undefined ? [] : [[elementKey(exported.module, exported.name), effect]];
    }),
  );
  return { byElement, modules: new Map(things.flatMap((thing) => [...modulesOf(thing)])) };
}

function effectOn({ name, role }: Exported, { text, after, changes }: Thing): Effect | undefined {
  const now = after?.find((one) => one.role === role);
  if (now === undefined) {
    return {
      kind: "gone",
      message: `\`${name}\` is gone: ${reason(text, after !== undefined)}`,
      isDeep: true,
      changes,
    };
  }
  if (now.name === name) return undefined;
  return { kind: "renamed", message: `\`${name}\` is \`${now.name}\` now`, to: now.name, changes };
}

function reason(text: string, isKept: boolean): string {
  return isKept ? `${text} has no such function or type any more` : `there is no ${text} any more`;
}

/** Yields the modules of a thing that others replace, or none. */
function* modulesOf({ text, before, after, changes }: Thing): Generator<[string, Effect]> {
  const kept = new Set(after?.map(({ module }) => module));
  for (const { module, role } of before) {
    if (kept.has(module)) continue;
    const now = after?.find((one) => one.role === role)?.module;
    const shown = moduleOf(module);
    const message =
      now === undefined
        ? `\`${shown}\` is gone: ${reason(text, after !== undefined)}`
        : `\`${shown}\` is \`${moduleOf(now)}\` now`;
    yield [
      shown,
      { kind: now === undefined ? "gone" : "renamed", message, ...(now && { to: moduleOf(now) }), changes },
    ];
  }
}

function* messagesIn(sides: Sides): Generator<Thing> {
  const { before, after, context } = sides;
  const byName = new Map(after.messages.map((message) => [message.name, message]));
  for (const message of before.messages) {
    const now = byName.get(currentName(message.name, context));
    const exported = (side: Side, one = message) => exportsOfMessage(side, one);
    yield {
      text: `message ${message.name}`,
      before: exported(before),
      after: now && exported(after, now),
      changes: changesOf(sides, "message", now?.name ?? message.name, [message.name]),
    };
  }
}

function* enumsIn(sides: Sides): Generator<Thing> {
  const { before, after, context } = sides;
  const byName = new Map(after.format.enums.map((one) => [one.name, one]));
  for (const one of before.format.enums) {
    const now = byName.get(currentName(one.name, context));
    yield {
      text: `enum ${one.name}`,
      before: exportsOfEnum(before, one),
      after: now && exportsOfEnum(after, now),
      changes: changesOf(sides, "enum", now?.name ?? one.name, [one.name]),
    };
  }
}

function* imagesIn(sides: Sides): Generator<Thing> {
  const { before, after, renamedImages } = sides;
  for (const [name, image] of before.format.images) {
    const current = renamedImages.get(name) ?? name;
    const now = after.format.images.get(current);
    yield {
      text: `image ${name}`,
      before: exportsOfImage(before, exportingImage(name, image)),
      after: now && exportsOfImage(after, exportingImage(current, now)),
      changes: changesOf(sides, "image", current, [name, current]),
    };
  }
}
