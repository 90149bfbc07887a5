import type { Problem } from "../model/problem.ts";
import type { YamlSource } from "./source.ts";

/** A named thing of a YAML file, as collisions see it. */
interface Entry {
  readonly name: string;
  readonly source: YamlSource;
  readonly section: string;
  readonly value: unknown;
}

/** What no two rows of different files may both say. */
const OWN = ["file", "magic"] as const;

/**
 * What extensions say that another file says already: an extension adds, and changes nothing.
 *
 * @param sources the base, and what extends it, in order
 * @param sections the keys below which names stand
 */
export function collisions(sources: readonly YamlSource[], sections: readonly string[]): Problem[] {
  const known = new Map<string, Entry>();
  const problems: Problem[] = [];
  for (const source of sources) {
    const entries = sections.flatMap((section) => entriesOf(source, section));
    problems.push(...entries.flatMap((entry) => [...collide(entry, known)]));
    for (const entry of entries) for (const key of keysOf(entry)) if (!known.has(key.id)) known.set(key.id, entry);
  }
  return problems;
}

function entriesOf(source: YamlSource, section: string): Entry[] {
  const named = (source.value as Record<string, object | undefined>)[section] ?? {};
  return Object.entries(named).map(([name, value]: [string, unknown]) => ({ name, source, section, value }));
}

/** What an entry claims for itself, and how a problem calls that. */
function keysOf({ name, section, value }: Entry): { id: string; what: string; path: readonly string[] }[] {
  const said = (value ?? {}) as Record<string, unknown>;
  // A magic that is a name is another row's, and meant to be.
  const own = OWN.filter((key) => said[key] !== undefined && !(key === "magic" && typeof said[key] === "string"));
  const kind = section === "reserved" ? "images" : section;
  return [
    { id: `${kind} ${name}`, what: `\`${name}\``, path: [] },
    ...own.map((key) => ({ id: `${key} ${said[key]}`, what: `the ${key} of \`${name}\``, path: [key] })),
  ];
}

function* collide(entry: Entry, known: ReadonlyMap<string, Entry>): Generator<Problem> {
  for (const { id, what, path } of keysOf(entry)) {
    const other = known.get(id);
    // Within one file the parser, or another check, has its say.
    if (other === undefined || other.source === entry.source) continue;
    const { file, line } = other.source.at([other.section, other.name], "key");
    yield {
      code: "duplicate-name",
      message: `${what} is taken already, by \`${other.name}\` in ${file}:${line}`,
      hint:
        path[0] === "magic" ? `\`magic: ${other.name}\` shares it` : "an extension adds to a schema: rename this one",
      at: entry.source.at([entry.section, entry.name, ...path], "key"),
    };
  }
}
