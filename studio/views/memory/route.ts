import { hexText } from "../../parts/text.ts";
import type { Route } from "../../route/route.ts";

/** Returns the place of an address of a process; the search beside it stays if `from` has one. */
export function memoryPlace(checkpoint: string, pid: number, address: bigint | undefined, from?: Route): Route {
  const { at: _, ...query } = from?.query ?? {};
  const at = address === undefined ? {} : { at: hexText(address) };
  return { checkpoint, view: "memory", path: [`${pid}`], query: { ...at, ...query } };
}
