import type { Route } from "../route/route.ts";

/** Name of the view in fragments. No checkpoint belongs to it: `#//try/critgen`. */
const TRY = "try";

/** Returns the route of a schema to begin with. `shared` is a state that `share` has written. */
export function tryRoute(start: string, shared?: string): Route {
  return {
    checkpoint: "",
    view: TRY,
    path: start === "" ? [] : [start],
    query: shared === undefined ? {} : { s: shared },
  };
}

/** Returns whether a route is that of Try. */
export function isTry({ checkpoint, view }: Route): boolean {
  return checkpoint === "" && view === TRY;
}
