import { fromJson, toJson } from "../model/json.ts";
import type { Model } from "../model/model.ts";
import { type Format, formatOfModel } from "./format.ts";

/*
 * A format as JSON: what a package was generated from, kept with it so that the next run can tell what is different.
 */

/** The format of a model as a value that JSON holds. */
export function snapshotOf(model: Model): Readonly<Record<string, unknown>> {
  const { name: _, ...format } = formatOfModel(model);
  return toJson(format) as Record<string, unknown>;
}

/** A snapshot as the format that it was; nothing where it is none. */
export function formatOfSnapshot(snapshot: unknown, name: string): Format | undefined {
  const format = fromJson(snapshot) as Partial<Format> | undefined;
  const isFormat =
    [format?.magics, format?.images].every((map) => map instanceof Map) && Array.isArray(format?.messages);
  // Packages made before `more` was known have none.
  const display = { flags: new Map(), dicts: new Map(), more: new Map(), ...format?.display };
  return isFormat ? ({ ...format, display, name } as Format) : undefined;
}
