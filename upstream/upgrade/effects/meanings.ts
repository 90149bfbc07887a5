import type { Field } from "../../../generator/model/model.ts";
import { fieldName } from "../../../generator/model/modules.ts";
import { referenceTo } from "../../../generator/plan/reference.ts";
import { member } from "../../../generator/targets/typescript/helpers.ts";
import { messageNames } from "../../../generator/targets/typescript/names.ts";
import { currentName } from "../../diff/context.ts";
import { event, values } from "../../diff/describe.ts";
import type { Change } from "../../diff/diff.ts";
import { elementKey } from "../element.ts";
import type { Effect } from "./effect.ts";
import type { Sides } from "./sides.ts";

/* Effects on fields whose declarations stay: their bits or codes mean something else, or a note is about them. */

type OnElement = readonly [key: string, effect: Effect];

/** Yields the effects of bits and codes with other meanings, and of notes on other fields of the message. */
export function* meaningEffects(sides: Sides): Generator<OnElement> {
  const groups = codesWithOtherMeaning(sides);
  for (const message of sides.before.messages) {
    const { module, type } = messageNames(referenceTo(sides.before, message.name));
    const now = currentName(message.name, sides.context);
    const notes = notesIn(now, sides);
    for (const field of message.fields) {
      const key = elementKey(module, type, member(fieldName(sides.before, message.name, field.name)));
      for (const effect of ofCodes(field, message.name, groups)) yield [key, effect];
      for (const effect of ofNotes(field, now, notes)) yield [key, effect];
    }
  }
}

/** Returns the changes of names of bits and codes, by their list. An added name changes no meaning. */
function codesWithOtherMeaning({ byGroup }: Sides): ReadonlyMap<string, readonly Change[]> {
  const lists = [...byGroup].flatMap(([key, changes]): [string, Change[]][] => {
    const others = changes.filter(({ difference: { what, kind } }) => what === "display name" && kind !== "added");
    return others.length === 0 ? [] : [[key.slice("display name ".length), others]];
  });
  return new Map(lists);
}

function ofCodes({ name, display }: Field, message: string, groups: ReadonlyMap<string, readonly Change[]>): Effect[] {
  const { flags, dict } = display;
  const lists = [
    `flags ${flags}`,
    `codes ${dict}.${name}`,
    `more ${flags}`,
    `more ${dict}.${name}`,
    `more ${message}.${name}`,
  ];
  return lists.flatMap((list) =>
    (groups.get(list) ?? []).map((change): Effect => {
      const { difference } = change;
      const text = `\`${difference.name}\` ${event(difference)}: ${values(difference)}`;
      return { kind: "meaning", message: `a value of \`${name}\` means something else: ${text}`, changes: [change] };
    }),
  );
}

interface Note {
  readonly field: string;
  readonly note: string;
  readonly changes: readonly Change[];
}

/** Returns the notes on changed fields of a message. */
function notesIn(message: string, { after, byGroup }: Sides): Note[] {
  const changes = byGroup.get(`field ${message}`) ?? [];
  return [...new Set(changes.map(({ difference }) => difference.name))].flatMap((field) => {
    const note = after.format.notes?.get(`${message}.${field}`);
    return note === undefined ? [] : [{ field, note, changes: changes.filter((one) => one.difference.name === field) }];
  });
}

/** Returns the effects of notes that name the field, and are on another one. */
function ofNotes({ name }: Field, message: string, notes: readonly Note[]): Effect[] {
  return notes
    .filter(({ field, note }) => field !== name && note.match(/\w+/g)?.includes(name) === true)
    .map(({ field, note, changes }): Effect => {
      const text = `\`${name}\` of \`${message}\` may mislead beside \`${field}\``;
      return { kind: "meaning", message: text, hint: note, changes };
    });
}
