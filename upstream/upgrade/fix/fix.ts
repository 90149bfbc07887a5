import { ts } from "ts-morph";
import { grouped } from "../../../generator/model/grouped.ts";
import type { EffectKind } from "../effects/effect.ts";
import type { Use } from "../uses/use.ts";
import { apply, type Edit, inOrder, mover } from "./edit.ts";
import { renameEdits } from "./rename.ts";
import { defaultEdits, givenEdits, numberEdits } from "./values.ts";

/** Edits for each kind of effect. Kinds without edits have no answer that is right for every program. */
const FIXES: Partial<Record<EffectKind, (use: Use) => Edit[] | undefined>> = {
  renamed: renameEdits,
  "became-optional": defaultEdits,
  "new-required": givenEdits,
  retyped: numberEdits,
};

/** Returns the edits that mend a use: empty if others mend it, `undefined` if there are no safe ones. */
export function editsFor(use: Use): readonly Edit[] | undefined {
  return use.isInner ? undefined : FIXES[use.effect.kind]?.(use);
}

/** A file before and after its edits. */
export interface Fixed {
  readonly before: ts.SourceFile;
  readonly after: ts.SourceFile;
  /** Returns the offset after the edits; it takes growing offsets. */
  readonly move: (offset: number) => number;
}

/** Returns the files that change if all uses are mended that can be, by their names. */
export function fixed(uses: readonly Use[]): Map<string, Fixed> {
  const files = [...grouped(uses, ({ node }) => node.getSourceFile())].flatMap(([file, all]) => {
    const edits = inOrder(all.flatMap((use) => editsFor(use) ?? []));
    if (edits.length === 0) return [];
    const after = ts.createSourceFile(file.fileName, apply(file.text, edits), file.languageVersion, true);
    return [[file.fileName, { before: file, after, move: mover(edits) }] as const];
  });
  return new Map(files);
}
