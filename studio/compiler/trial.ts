import { openProblems } from "../../generator/check/check.ts";
import { MemoryFiles } from "../../generator/load/memory.ts";
import { Session } from "../../lsp/workspace/session.ts";
import type { SchemaSource } from "../../lsp/workspace/snapshot.ts";
import { namings } from "./languages.ts";
import { OWN_SCHEMA, startNamed, textsOf } from "./starts.ts";
import { turn } from "./turn.ts";

/** Folders of critgen's schema and of the one that is tried. */
const OWN = "/critgen";
const TRIED = "/schema";

/** A file that is read, and its session. */
interface Served {
  readonly session: Session;
  readonly source: SchemaSource;
}

/** A schema that is tried: its texts, and the session that reads them. */
export class Trial {
  readonly session: Session;
  readonly #texts: Map<string, string>;

  /** @param start name of the schema to begin with */
  constructor(start: string) {
    const { folder, isExtension } = startNamed(start);
    const saved = new Map([...below(TRIED, textsOf(folder)), ...(isExtension ? below(OWN, textsOf(OWN_SCHEMA)) : [])]);
    this.#texts = new Map(saved);
    const settings = isExtension
      ? { schema: OWN, extend: [TRIED], namings, isBuiltIn: true }
      : { schema: TRIED, extend: [], namings, isBuiltIn: false };
    this.session = new Session(settings, {
      files: () => new MemoryFiles(this.#texts),
      saved: () => new MemoryFiles(saved),
      turn,
    });
  }

  /** Returns the texts of the schema, by their paths in it. */
  get texts(): readonly (readonly [path: string, text: string])[] {
    const own = [...this.#texts].filter(([path]) => path.startsWith(`${TRIED}/`));
    return own.map(([path, text]) => [path.slice(TRIED.length + 1), text]);
  }

  /** Changes the text of a file, or removes the file. */
  edit(path: string, text: string | undefined): void {
    if (text === undefined) this.#texts.delete(absolute(path));
    else this.#texts.set(absolute(path), text);
    this.session.change();
  }

  /** Returns whether the schema has problems that prevent generation. */
  get isRefused(): boolean {
    const { loaded, problems } = this.session.now;
    return openProblems(loaded.model, problems).length > 0;
  }

  /** Returns a file as the schema has it; `undefined` if it does not read the file. */
  served(path: string): Served | undefined {
    const source = this.session.now.sources.get(absolute(path));
    return source && { session: this.session, source };
  }

  /** Returns the same without reading the schema again: all but the text is as of the last one without faults. */
  typed(path: string): Served | undefined {
    const known = this.session.whole.sources.get(absolute(path));
    const text = this.#texts.get(absolute(path));
    if (known === undefined || text === undefined) return this.served(path);
    return { session: this.session, source: known.text === text ? known : known.withText(text) };
  }
}

function absolute(path: string): string {
  return `${TRIED}/${path}`;
}

/** Returns the path in the tried schema of an absolute one; `undefined` for a file of critgen's own. */
export function pathInTrial(path: string): string | undefined {
  return path.startsWith(`${TRIED}/`) ? path.slice(TRIED.length + 1) : undefined;
}

function below(folder: string, texts: ReadonlyMap<string, string>): [string, string][] {
  return [...texts].map(([path, text]) => [`${folder}/${path}`, text]);
}
