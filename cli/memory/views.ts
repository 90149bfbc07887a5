import type { ExitCode } from "../run/action.ts";
import type { Asked } from "./asked.ts";

/** Loader of a view of memory. */
export type View = () => Promise<(asked: Asked) => Promise<ExitCode>>;

/** Views by name; each is loaded on demand. */
export const VIEWS: Readonly<Record<string, View>> = {
  map: async () => (await import("./map.ts")).printMap,
  read: async () => (await import("./read.ts")).printBytes,
  find: async () => (await import("./find.ts")).printPlaces,
  strings: async () => (await import("./strings.ts")).printStrings,
  env: async () => (await import("./texts.ts")).printEnvironment,
  auxv: async () => (await import("./texts.ts")).printAuxv,
  "link-map": async () => (await import("./link-map.ts")).printLinkMap,
};
