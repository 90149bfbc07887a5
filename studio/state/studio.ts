import { type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Summary } from "../engine/opened.ts";
import type { SessionHandlers } from "../engine/session.ts";
import { formatRoute, parseRoute, type Route } from "../route/route.ts";
import { Client, type RequestError } from "../rpc/client.ts";
import type { Handlers, Port, Progress } from "../rpc/message.ts";

/** A source that is being opened, or could not be. */
export interface Opening {
  readonly name: string;
  readonly progress?: Progress;
  readonly error?: RequestError;
  /** Ends the opening, or removes its error. */
  readonly close: () => void;
}

/** Requests about the session; the views type those about a checkpoint. */
type Requests = SessionHandlers & Handlers;

/** State of the page that all of its parts share. */
export interface Studio {
  readonly client: Client<Requests>;
  /** Starts the compiler, at its first call. */
  readonly compiler: () => Port;
  readonly checkpoints: Signal<readonly Summary[]>;
  readonly openings: Signal<readonly Opening[]>;
  readonly route: Signal<Route>;
  /** Recipes that are written, as YAML, by the names of checkpoints. */
  readonly recipes: Signal<ReadonlyMap<string, string>>;
}

/** Creates the state, with the route of the address. */
export function createStudio(start: (name: "worker" | "compiler") => Port): Studio {
  const route = signal(parseRoute(location.hash));
  addEventListener("hashchange", () => {
    route.value = parseRoute(location.hash);
  });
  let compiler: Port | undefined;
  return {
    client: new Client<Requests>(start("worker")),
    compiler: () => {
      compiler ??= start("compiler");
      return compiler;
    },
    checkpoints: signal([]),
    openings: signal([]),
    route,
    recipes: signal(new Map()),
  };
}

const StudioContext = createContext<Studio | undefined>(undefined);

/** Provides the state to all parts below. */
export const StudioProvider = StudioContext.Provider;

/** Returns the state of the page. */
export function useStudio(): Studio {
  const studio = useContext(StudioContext);
  if (studio === undefined) throw new Error("the part is outside of the studio");
  return studio;
}

/** Goes to a place; `replace` leaves no step in the history of the browser. */
export function go(route: Route, { replace = false }: { readonly replace?: boolean } = {}): void {
  const fragment = formatRoute(route);
  if (fragment === location.hash) return;
  if (replace) {
    history.replaceState(null, "", fragment);
    dispatchEvent(new HashChangeEvent("hashchange"));
  } else location.hash = fragment;
}
