import { isDeepStrictEqual } from "node:util";
import { formatOfModel } from "../../generator/model/format/format.ts";
import type { Model } from "../../generator/model/model.ts";
import type { TreeImage } from "../criu/images.ts";
import { type CriuTree, formatOfTree } from "../criu/tree.ts";
import { TreeError } from "../source/tree-file.ts";
import {
  type Fields,
  fieldsOf,
  fitLayout,
  guessLayout,
  isSameLayout,
  LAYOUT_KEYS,
  layoutOf,
  printCell,
} from "./layout.ts";
import { NO_RENAMES, type Renames, renamesOf } from "./renames.ts";
import { editRow, type Row } from "./rows.ts";

/** The messages that layouts are fitted to. */
export interface LayoutContext {
  /** Fields of the tree, then of the schema before the import. */
  readonly fields: Fields;
  readonly before: Fields;
  /** Renames from the schema before the import to the tree; `knownRenames` adds those from the built-in schema. */
  readonly renames: Renames;
  readonly knownRenames: Renames;
}

/** The schema before the import, and the built-in one. */
export interface Models {
  readonly before: Model;
  readonly known: Model;
}

export function layoutContext(tree: CriuTree, models: Models): LayoutContext {
  const now = formatOfTree(tree);
  const [renames, known] = [models.before, models.known].map((model) => renamesOf(formatOfModel(model), now));
  return {
    fields: fieldsOf(tree.messages),
    before: fieldsOf(models.before.messages),
    renames: renames ?? NO_RENAMES,
    knownRenames: joined(known, renames),
  };
}

/** Joins renames; the second ones take precedence. */
function joined(first = NO_RENAMES, second = NO_RENAMES): Renames {
  return {
    messages: new Map([...first.messages, ...second.messages]),
    fields: new Map([...first.fields, ...second.fields]),
    ceded: new Set([...first.ceded, ...second.ceded]),
  };
}

/**
 * Updates the layout of a row to a tree. A layout by the user stays; the built-in one follows the built-in schema. Names
 * follow renames. If something in the layout is gone, the layout is fitted and marked for review.
 *
 * @throws {TreeError} if a message is gone: no release has dropped a message and kept its image
 */
export function mergeLayout(row: Row, image: TreeImage, known: Row | undefined, context: LayoutContext): Row {
  if (row.value["raw"] === true) return row;
  const { fields, before, renames, knownRenames } = context;
  const own = layoutOf(row.value);
  const builtIn = known === undefined ? {} : layoutOf(known.value);
  const isKnown = isSameLayout(own, builtIn) || isSameLayout(own, fitLayout(builtIn, before).layout);
  const fitted = isKnown ? fitLayout(builtIn, fields, knownRenames) : fitLayout(own, fields, renames);
  const { layout, isLost, isDoubtful, missing } = fitted;
  if (missing[0] !== undefined) refuseLoss(image, missing[0]);
  const wanted = isLost ? { ...guessLayout(row.name, fields), ...layout } : layout;
  const edited = LAYOUT_KEYS.reduce((current, key) => editCell(current, [key], wanted[key]), row);
  const isForReview = (isLost || (isDoubtful && !isKnown)) && edited.value["review"] === undefined;
  return isForReview ? editRow(edited, ["review"], "true") : edited;
}

/** Changes the value of a row at a path; rewrites only the cells that differ. */
function editCell(row: Row, path: readonly (string | number)[], wanted: unknown): Row {
  const own = path.reduce<unknown>((value, key) => (value as Cells | undefined)?.[key], row.value);
  if (isDeepStrictEqual(own, wanted)) return row;
  const keys = isCells(own) && isCells(wanted) ? Object.keys(own) : [];
  if (!isCells(wanted) || keys.length === 0 || keys.join() !== Object.keys(wanted).join()) {
    return editRow(row, path, wanted === undefined ? undefined : printCell(wanted));
  }
  return keys.reduce((current, key) => {
    return editCell(current, [...path, Array.isArray(own) ? Number(key) : key], wanted[key]);
  }, row);
}

type Cells = Readonly<Record<string | number, unknown>>;

function isCells(value: unknown): value is Cells {
  return typeof value === "object" && value !== null;
}

function refuseLoss({ name, at }: TreeImage, message: string): never {
  const advice = "a file is cut, or the message was renamed; in that case rename it in the schema first";
  throw new TreeError(`CR_FD_${name} consists of ${message}, and no file declares that message: ${advice}`, at);
}
