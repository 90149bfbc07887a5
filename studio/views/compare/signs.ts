import type { Difference } from "./difference.ts";

/** Signs of things that differ. */
export const SIGNS: Readonly<Record<Difference["kind"], string>> = { added: "+", removed: "−", changed: "~" };
