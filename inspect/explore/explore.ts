import { BUILT_IN, type Schema } from "../schema/schema.ts";
import type { Explorer } from "./explorer.ts";
import { type Folder, openFolder } from "./folder.ts";
import { inventoryNotes } from "./inventory.ts";
import { toJson } from "./json.ts";
import { printableLine } from "./text.ts";

/** Listings of a checkpoint. */
export type What = "ps" | "fds" | "mems" | "rss" | "sk" | "tree" | "meta" | "env" | "mounts" | "stats";

/** Explorers by their listing; each is loaded on demand. */
const EXPLORERS: Readonly<Record<What, () => Promise<Explorer<unknown>>>> = {
  ps: async () => (await import("./ps.ts")).ps,
  fds: async () => (await import("./fds.ts")).fds,
  mems: async () => (await import("./mems.ts")).mems,
  rss: async () => (await import("./rss.ts")).rss,
  sk: async () => (await import("./sk.ts")).sk,
  tree: async () => (await import("./tree.ts")).tree,
  meta: async () => (await import("./meta.ts")).meta,
  env: async () => (await import("./env.ts")).env,
  mounts: async () => (await import("./mounts.ts")).mounts,
  stats: async () => (await import("./stats.ts")).stats,
};

/** Names of the listings. */
export const LISTINGS: readonly string[] = Object.keys(EXPLORERS);

/** Names of the listings in other tools. */
const ALIASES: Readonly<Record<string, What>> = { fd: "fds", mem: "mems" };

/** Words that name a listing, with those of other tools. */
export const LISTING_WORDS: readonly string[] = [...LISTINGS, ...Object.keys(ALIASES)];

/** Finds the listing for a word of the command line. */
export function whatOf(word: string | undefined): What | undefined {
  if (word === undefined) return undefined;
  if (Object.hasOwn(EXPLORERS, word)) return word as What;
  return Object.hasOwn(ALIASES, word) ? ALIASES[word] : undefined;
}

/** A request for one listing of a folder. */
export interface Question {
  readonly dir: string;
  readonly what: What;
  readonly json: boolean;
  /** Whether there are several folders, so that the text must name this one. */
  readonly oneOfMany: boolean;
  /** Dumps that an incremental one is based on, the nearest first. */
  readonly parents?: readonly string[];
  /** Schema to read by, the built-in one by default. */
  readonly schema?: Schema | undefined;
}

/** Text and notes of the listing; or the error. */
export type Answer = { readonly text: string; readonly notes: readonly string[] } | { readonly error: string };

export async function answer(question: Question): Promise<Answer> {
  try {
    return await explore(question);
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function explore({ dir, what, json, oneOfMany, parents, schema = BUILT_IN }: Question): Promise<Answer> {
  const explorer = await EXPLORERS[what]();
  const { data, notes } = await collected(explorer, await openFolder(dir, schema, parents), !json);
  if (json) return { text: oneOfMany ? toJson({ dir, [what]: data }, "\n    ") : toJson(data), notes };
  const lines = Array.from(explorer.print(data), printableLine);
  return { text: (oneOfMany ? [`==> ${printableLine(dir)} <==`, ...lines] : lines).join("\n"), notes };
}

async function collected<Data>(
  explorer: Explorer<Data>,
  folder: Folder,
  isText: boolean,
): Promise<{ readonly data: Data; readonly notes: readonly string[] }> {
  try {
    return { data: await explorer.collect(folder, isText), notes: await inventoryNotes(folder) };
  } finally {
    await folder.source.close();
  }
}
