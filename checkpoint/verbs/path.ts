import { EditError } from "../draft/error.ts";

/** A step of a path: a field, and which of its elements. */
export interface PathStep {
  /** Name in the schema; empty for the entries of the image. */
  readonly name: string;
  readonly pick: Pick | undefined;
}

/** Chooses elements of a list: one by its index, one or all with a value in a field, or all. */
export type Pick =
  | { readonly kind: "index"; readonly index: number }
  | { readonly kind: "where"; readonly field: readonly string[]; readonly value: string; readonly isAll: boolean }
  | { readonly kind: "all" };

/** The fields of an image that a path names. */
export interface FieldPath {
  /** Name of the file, without folders. */
  readonly file: string;
  readonly steps: readonly PathStep[];
}

/**
 * Parses a path such as `files.img[id=7].reg.pos`, `core-42.img.tc.comm` or `mm-42.img.vmas[0].start`. Names are those of
 * the schema, as in crit's JSON; `[N]` is the element at an index, `[field=value]` the one with a value, `[* field=value]` all with it, `[*]` all.
 *
 * @throws {EditError} if it is no path
 */
export function parsePath(text: string): FieldPath {
  const file = /^[^[\]/]*?\.img(?=$|[.[])/.exec(text)?.[0];
  if (file === undefined) throw new EditError(`"${text}" does not begin with the name of an image, such as files.img`);
  const steps: PathStep[] = [];
  let rest = text.slice(file.length);
  if (!rest.startsWith("[")) steps.push({ name: "", pick: undefined });
  while (rest !== "") {
    const [all, name, inside] = STEP.exec(rest) ?? [];
    const isFirst = steps.length === 0;
    if (all === undefined || (name === undefined) !== isFirst)
      throw new EditError(`"${text}" is no path from "${rest}" on`);
    steps.push({ name: name ?? "", pick: inside === undefined ? undefined : pickOf(inside, text) });
    rest = rest.slice(all.length);
  }
  return { file, steps };
}

const STEP = /^(?:\.([A-Za-z_]\w*))?(?:\[([^\]]*)\])?/;

function pickOf(inside: string, text: string): Pick {
  if (inside === "*") return { kind: "all" };
  if (/^\d{1,9}$/.test(inside)) return { kind: "index", index: Number(inside) };
  const [, all, field, value = ""] = /^(\* )?([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)=(.*)$/s.exec(inside) ?? [];
  if (field === undefined) throw new EditError(`"[${inside}]" in "${text}" is none of [N], [field=value] and [*]`);
  return { kind: "where", field: field.split("."), value, isAll: all !== undefined };
}
