import { join } from "node:path";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { formatOfModel } from "../../generator/model/format/format.ts";
import type { Model } from "../../generator/model/model.ts";
import { pascalCase } from "../../generator/model/names.ts";
import { compareReleases } from "../../generator/model/releases.ts";
import { event, oneLine, values } from "../../upstream/diff/describe.ts";
import { type Change, diffFormats } from "../../upstream/diff/diff.ts";
import type { Difference } from "../../upstream/diff/difference.ts";
import type { Tree } from "./tree.ts";

/** A difference between the table and a tree. */
export interface Disagreement {
  /** Side that has the definition; `differs` if both have it. */
  readonly which: "tree has more" | "tree lacks" | "differs";
  /** Kind of definition: `image`, `field`, `handler` … */
  readonly what: string;
  /** `image`, `message.field` */
  readonly name: string;
  /** Property that differs if both have the definition: `town`, `value`, `type` … */
  readonly event?: string;
  /** Values on both sides, or on the only one. */
  readonly detail: string;
  /** Release of the change, if the tree has the definition as it was before a change of the history. */
  readonly since?: string;
  /** Path and line in the tree, from the current folder. */
  readonly there?: string;
}

/** A project, and the differences between its tree and the table. */
export interface Compared {
  readonly project: string;
  /** Release of the tree, if it is older than the table's. */
  readonly older?: string;
  readonly disagreements: readonly Disagreement[];
}

/** Compares the table with a tree, in both directions. */
export function compare(model: Model, tree: Tree): Compared {
  const table = formatOfModel(model);
  const changes = diffFormats(table, tree.format(table));
  const disagreements = [
    ...changes.map((change) => ({ ...ofDifference(change, tree), ...sinceWhen(model, change.difference) })),
    ...ofHandlers(model, tree),
    ...ofRowless(model, tree),
  ];
  const { project, release } = tree;
  const isOlder = release !== undefined && compareReleases(release, model.criu) < 0;
  return { project, ...(isOlder && { older: release }), disagreements };
}

/** Finds the change of the history that a tree lacks: it still has the field as it was before. */
function sinceWhen({ history }: Model, { what, name, group, to = "" }: Difference): { since?: string } {
  if (what !== "field") return {};
  const change = history.changed.find(
    (one) => one.kind === "field" && one.name === `${group}.${name}` && isField(to, name, one.from),
  );
  return change === undefined ? {} : { since: change.release };
}

/** Returns whether `required uint32 size = 2; …` is the field `size` that the history has as `required uint32 = 2`. */
function isField(text: string, name: string, former: string): boolean {
  return text.split(";")[0] === former.replace(" = ", ` ${name} = `);
}

function ofDifference({ difference, at }: Change, { folder }: Tree): Disagreement {
  const { what, kind, name, group } = difference;
  const which = kind === "added" ? "tree has more" : kind === "removed" ? "tree lacks" : "differs";
  const of = which === "differs" ? { event: event(difference) } : {};
  const path = name === group ? name : `${group}.${name}`;
  const there = at && which !== "tree lacks" ? { there: `${join(shownFolder(folder), at.file)}:${at.line}` } : {};
  return { which, what, name: path, ...of, detail: oneLine(values(difference)), ...there };
}

/**
 * Compares the handlers of a tree with the rows. Only a row with a magic of its own needs a handler: others are raw, or
 * are read by the handler of the row that owns their magic.
 */
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

/** Compares two names without case and underscores: languages spell one name in different ways. */
function isSameName(a: string, b: string): boolean {
  return pascalCase(a).toLowerCase() === pascalCase(b).toLowerCase();
}

/** Compares the members of CRIU's enumeration that have no row with `rowless` of the table. */
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
