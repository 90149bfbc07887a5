import { event, oneLine, values } from "../../diff/describe.ts";
import { diffFormats } from "../../diff/diff.ts";
import type { Difference } from "../../diff/difference.ts";
import { formatOfModel } from "../../diff/format.ts";
import type { Model } from "../../model/model.ts";
import { pascalCase } from "../../model/names.ts";
import { compareReleases } from "../../model/releases.ts";
import type { Tree } from "./tree.ts";

/** Something that the table and a tree do not agree on. */
export interface Disagreement {
  /** Which of the two has more, or that both have it and it is not the same. */
  readonly which: "tree has more" | "tree lacks" | "differs";
  /** What it is: `image`, `field`, `handler` … */
  readonly what: string;
  /** `image`, `message.field` */
  readonly name: string;
  /** What of it, where both have it: `town`, `value`, `type` … */
  readonly event?: string;
  /** What both say of it, or the one that has it. */
  readonly detail: string;
  /** The release since which it is as the table has it, if the tree has it as it was before. */
  readonly since?: string;
}

/** A project, and all that its tree and the table do not agree on. */
export interface Compared {
  readonly project: string;
  /** The tree's release, if that is older than the table's. */
  readonly older?: string;
  readonly disagreements: readonly Disagreement[];
}

/** All that a tree has and the table lacks, the other way round, and what is not the same. */
export function compare(model: Model, tree: Tree): Compared {
  const table = formatOfModel(model);
  const changes = diffFormats(table, tree.format(table));
  const disagreements = [
    ...changes.map(({ difference }) => ({ ...ofDifference(difference), ...sinceWhen(model, difference) })),
    ...ofHandlers(model, tree),
    ...ofRowless(model, tree),
  ];
  const { project, release } = tree;
  const isOlder = release !== undefined && compareReleases(release, model.criu) < 0;
  return { project, ...(isOlder && { older: release }), disagreements };
}

/** Finds a change of the history that a tree has not followed: it has the field as that was before. */
function sinceWhen({ history }: Model, { what, name, group, to = "" }: Difference): { since?: string } {
  if (what !== "field") return {};
  const change = history.changed.find(
    (one) => one.kind === "field" && one.name === `${group}.${name}` && isField(to, name, one.from),
  );
  return change === undefined ? {} : { since: change.release };
}

/** Whether `required uint32 size = 2; …` is the field `size` that the history has as `required uint32 = 2`. */
function isField(text: string, name: string, former: string): boolean {
  return text.split(";")[0] === former.replace(" = ", ` ${name} = `);
}

function ofDifference(difference: Difference): Disagreement {
  const { what, kind, name, group } = difference;
  const which = kind === "added" ? "tree has more" : kind === "removed" ? "tree lacks" : "differs";
  const of = which === "differs" ? { event: event(difference) } : {};
  return { which, what, name: name === group ? name : `${group}.${name}`, ...of, detail: oneLine(values(difference)) };
}

/** Rows that say a magic need a handler: others are raw, or are read as the row whose magic they share. */
function* ofHandlers({ images }: Model, { handlers }: Tree): Generator<Disagreement> {
  if (handlers === undefined) return;
  const what = "handler";
  for (const { name, magic, alias, file, layout } of images) {
    if (magic === undefined || alias !== undefined) continue;
    if (!handlers.has(name)) yield { which: "tree lacks", what, name, detail: file };
    const handler = handlers.get(name);
    const messages = [layout.first, layout.entries].flatMap((part) => part?.message ?? []);
    if (handler === undefined || messages.length === 0 || messages.some((message) => isSameName(handler, message)))
      continue;
    yield { which: "differs", what, name, detail: `${messages.join(", ")} → ${handler}` };
  }
  for (const [name, message = "a reader of its own"] of handlers) {
    if (!images.some((image) => image.name === name)) yield { which: "tree has more", what, name, detail: message };
  }
}

/** Whether two names are one as different languages spell it. */
function isSameName(a: string, b: string): boolean {
  return pascalCase(a).toLowerCase() === pascalCase(b).toLowerCase();
}

/** Names that can be opened and have no row. */
function* ofRowless(model: Model, { rowless }: Tree): Generator<Disagreement> {
  if (rowless === undefined) return;
  const known = model.rowless.map(({ name }) => name);
  const what = "member of the enumeration";
  for (const name of rowless.filter((member) => !known.includes(member))) {
    yield { which: "tree has more", what, name, detail: "it has no row" };
  }
  for (const name of known.filter((member) => !rowless.includes(member))) {
    yield { which: "tree lacks", what, name, detail: "without a row" };
  }
}
