import { fromJson, toJson } from "../json.ts";
import type { Model } from "../model.ts";
import { type Format, formatOfModel } from "./format.ts";

/*
 * The format of a package as JSON: kept with the package, so that the next run can report the changes.
 */

/** Turns the format of a model into a value for JSON. */
export function snapshotOf(model: Model): Readonly<Record<string, unknown>> {
  const { name: _, ...format } = formatOfModel(model);
  return toJson(format) as Record<string, unknown>;
}

/** Restores the format of a snapshot; returns undefined if it is not one. */
export function formatOfSnapshot(snapshot: unknown, name: string): Format | undefined {
  const format = fromJson(snapshot) as Partial<Format> | undefined;
  const isFormat =
    [format?.magics, format?.images].every((map) => map instanceof Map) && Array.isArray(format?.messages);
  // Older packages have no `more`.
  const display = { flags: new Map(), dicts: new Map(), more: new Map(), ...format?.display };
  return isFormat ? ({ ...format, display, name } as Format) : undefined;
}
