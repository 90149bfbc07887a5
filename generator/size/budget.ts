import { matches } from "../config/choose.ts";
import { ALL } from "../model/config.ts";

/** How many bytes a budget gives something: by its name, else by the first pattern that it matches; nothing for no limit. */
export function allowed(budget: Readonly<Record<string, number>>, name: string): number | undefined {
  if (Object.hasOwn(budget, name)) return budget[name];
  if (name === ALL) return undefined;
  return Object.entries(budget).find(([pattern]) => pattern !== ALL && matches(pattern, name))?.[1];
}
