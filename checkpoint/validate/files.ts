import { formatName } from "criu-images";
import type { RelationConditions } from "criu-images/relations";
import type { ImageFile } from "../images/images.ts";
import type { Checkpoint } from "../open/checkpoint.ts";
import type { Facts } from "../relations/conditions.ts";
import { type Format, imageOf } from "../relations/format.ts";
import type { Id } from "../relations/message.ts";
import { idOf, type Place } from "../relations/place.ts";
import type { Spaces } from "../relations/spaces.ts";
import type { Coverage } from "./coverage.ts";
import type { Report } from "./finding.ts";
import { placeText } from "./lists.ts";
import type { References } from "./references.ts";

/** A checkpoint whose images have been read. */
export interface Read {
  readonly checkpoint: Checkpoint;
  readonly format: Format;
  readonly facts: Facts;
  readonly spaces: Spaces;
  readonly references: References;
  readonly coverage: Coverage;
}

/**
 * Reports files that must be in the checkpoint, and are absent.
 *
 * @param skipped images that may be absent in any case
 */
export function checkMissing(read: Read, skipped: ReadonlySet<string>, report: Report): void {
  const { format, checkpoint, spaces, references } = read;
  const names = new Set(checkpoint.images.map(({ file }) => file));
  const need = (image: string, when: RelationConditions | null, id?: Id, place?: Place): void => {
    if (when === null || skipped.has(image)) return;
    const file = nameOf(format, image, id);
    if (names.has(file) || !isNeeded(read, when, id)) return;
    names.add(file);
    const message = place === undefined ? "every checkpoint has this file" : `${placeText(place)} refers to it`;
    report({ code: "missing-file", file, image, path: "", message });
  };
  const isAlone = checkpoint.images.length > 0 && checkpoint.images.every(({ image }) => format.alone.includes(image));
  if (!isAlone) for (const [image, when] of Object.entries(format.files)) need(image, when);
  for (const [space, rule] of Object.entries(format.spaces)) {
    const { files = {} } = rule;
    if (!read.coverage.knowsExceptions(rule, read.facts)) continue;
    const except = spaces.exceptions(space);
    for (const [id, place] of references.ids(space, spaces)) {
      if (except.has(id)) continue;
      for (const [image, when] of Object.entries(files)) need(image, when, id, place);
    }
  }
}

/** Returns whether the conditions of a file hold. If an image that they need is damaged, nobody knows. */
function isNeeded({ format, facts, coverage }: Read, when: RelationConditions, id: Id | undefined): boolean {
  const isUnknown = [...(when.if ?? []), ...(when.unless ?? [])].some(({ field = "" }) => {
    const image = imageOf(format, field);
    return image !== undefined && coverage.isDamaged(image, id);
  });
  return !isUnknown && facts.hold(when, id);
}

function nameOf({ layouts }: Format, image: string, id: Id | undefined): string {
  const layout = layouts.find((one) => one.image === image);
  if (layout === undefined) return image;
  try {
    return formatName(layout, id);
  } catch {
    // A number that no file name can have, such as a negative one.
    return `${layout.file} of ${id}`;
  }
}

/** Reports files with an id that no field has. */
export function checkOrphans(read: Read, report: Report): void {
  const { format, checkpoint, spaces, references } = read;
  const known = new Map<string, Set<unknown>>();
  const idsOf = (space: string): Set<unknown> => {
    const ids = known.get(space) ?? new Set<unknown>(spaces.exceptions(space));
    if (!known.has(space)) for (const [id] of references.ids(space, spaces)) ids.add(id);
    known.set(space, ids);
    return ids;
  };
  for (const file of checkpoint.images) {
    const id = idOf(file);
    const owners = Object.entries(format.spaces).filter(([, { files = {} }]) => file.image in files);
    if (id === undefined || owners.length === 0) continue;
    if (owners.some(([space]) => !isComplete(read, space) || idsOf(space).has(id))) continue;
    report({
      code: "orphan-file",
      ...placeAt(file),
      message: `no ${owners.map(([space]) => space).join(" or ")} has the id ${id}`,
    });
  }
}

/** Returns whether all ids of a space are known. */
function isComplete({ format, coverage, facts }: Read, space: string): boolean {
  const rule = format.spaces[space];
  if (rule === undefined || !coverage.knowsExceptions(rule, facts)) return false;
  if (rule.keys === undefined && rule.named === undefined) return !coverage.isPartial;
  return coverage.keysOf(rule) === "whole";
}

function placeAt({ file, image }: ImageFile): Place {
  return { file, image, path: "" };
}
