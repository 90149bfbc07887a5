import type { Explorer } from "./explorer.ts";
import { openFolder } from "./folder.ts";
import { toJson } from "./json.ts";
import { printable } from "./text.ts";

/** What can be shown of a checkpoint. */
export type What = "ps" | "fds" | "mems" | "rss" | "sk";

/** The explorers, by the name that the command line has for them; each is loaded when it is asked for. */
const EXPLORERS: Readonly<Record<What, () => Promise<Explorer<unknown>>>> = {
  ps: async () => (await import("./ps.ts")).ps,
  fds: async () => (await import("./fds.ts")).fds,
  mems: async () => (await import("./mems.ts")).mems,
  rss: async () => (await import("./rss.ts")).rss,
  sk: async () => (await import("./sk.ts")).sk,
};

export function isWhat(word: string | undefined): word is What {
  return word !== undefined && Object.hasOwn(EXPLORERS, word);
}

/** What to show of a folder, and how. */
export interface Question {
  readonly dir: string;
  readonly what: What;
  readonly json: boolean;
  /** Whether it is one of several folders, so that the answer has to say which it is about. */
  readonly oneOfMany: boolean;
}

/** What was found, as text; or why nothing was. */
export type Answer = { readonly text: string } | { readonly error: string };

export async function answer(question: Question): Promise<Answer> {
  try {
    return { text: await explore(question) };
  } catch (error) {
    return { error: (error as Error).message };
  }
}

async function explore({ dir, what, json, oneOfMany }: Question): Promise<string> {
  const explorer = await EXPLORERS[what]();
  const data = explorer.collect(openFolder(dir));
  if (json) return oneOfMany ? toJson({ dir, [what]: data }, "\n    ") : toJson(data);
  const lines = Array.from(explorer.print(data), printable);
  return (oneOfMany ? [`==> ${printable(dir)} <==`, ...lines] : lines).join("\n");
}
