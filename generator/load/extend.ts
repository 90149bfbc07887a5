import type { Problem } from "../model/problem.ts";
import type { YamlSource } from "./source.ts";

/** A named entry of a YAML file. */
interface Entry {
  readonly name: string;
  readonly source: YamlSource;
  readonly section: string;
}

/** Sections that share one set of names, across all files. */
type Sections = readonly string[];

/**
 * Finds names in extensions that another table declares already: an extension adds, and changes nothing. Rows and
 * reserved magics share one set of names.
 *
 * @param tables the base, then its extensions, in order
 */
export function tableCollisions(tables: readonly YamlSource[]): Problem[] {
  return [...collisions(tables, ["heads", "images", "reserved"]), ...collisions(tables, ["names"])];
}

/** Finds the same for the names of display data. */
export function displayCollisions(displays: readonly YamlSource[]): Problem[] {
  return ["flags", "dicts", "more", "names"].flatMap((section) => collisions(displays, [section]));
}

/** Finds the same for the names and fields of relations, but an extension can add to a topic or a class of privacy. */
export function relationCollisions(relations: readonly YamlSource[]): Problem[] {
  const lists = ["ranges", "limits", "counts", "units", "extents", "identity"];
  return ["files", "ids", "references", "equal", "chosen", ...lists].flatMap((section) =>
    collisions(relations, [section]),
  );
}

function collisions(sources: readonly YamlSource[], sections: Sections): Problem[] {
  const known = new Map<string, Entry>();
  return sources.flatMap((source) => {
    // Duplicates within one file are reported by the parser, or by another check.
    const entries = sections.flatMap((section) => entriesOf(source, section));
    const problems = entries.flatMap((later) => {
      const earlier = known.get(later.name);
      return earlier === undefined ? [] : [problem(later, earlier)];
    });
    for (const entry of entries) known.set(entry.name, entry);
    return problems;
  });
}

function entriesOf(source: YamlSource, section: string): Entry[] {
  const named = (source.value as Record<string, object | undefined>)[section] ?? {};
  return Object.keys(named).map((name) => ({ name, source, section }));
}

function problem(later: Entry, earlier: Entry): Problem {
  const { file, line } = earlier.source.at([earlier.section, earlier.name], "key");
  return {
    code: "duplicate-name",
    message: `\`${later.name}\` is taken already by \`${earlier.name}\` in ${file}:${line}`,
    hint: "an extension adds to a schema: rename this one",
    at: later.source.at([later.section, later.name], "key"),
  };
}
