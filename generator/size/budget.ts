import { matches } from "../config/choose.ts";
import { ALL } from "../model/config.ts";

/**
 * Returns the budget of a name in bytes: its own, or that of the first matching pattern. `undefined` means no limit.
 */
export function allowed(budget: Readonly<Record<string, number>>, name: string): number | undefined {
  if (Object.hasOwn(budget, name)) return budget[name];
  if (name === ALL) return undefined;
  return Object.entries(budget).find(([pattern]) => pattern !== ALL && matches(pattern, name))?.[1];
}
