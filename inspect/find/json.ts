import { stringifyJson } from "criu-images/json";
import type { Found } from "./found.ts";

/** Formats a place as one line of JSON. Integers keep all their digits, as in CRIU's JSON. */
export function foundToJson(found: Found): string {
  return stringifyJson({ ...found });
}
