import { commonName } from "../model/file-names.ts";
import type { Problem } from "../model/problem.ts";
import type { YamlSource } from "./source.ts";

/** A named thing of a YAML file, as collisions see it. */
interface Entry {
  readonly name: string;
  readonly source: YamlSource;
  readonly section: string;
  readonly value: { readonly file?: unknown; readonly magic?: unknown };
}

/** What two things of different files both say: how that is called, where it stands in the later one, and what to do. */
interface Claim {
  readonly what: string;
  readonly key?: string;
  readonly hint?: string;
}

type FindClaims = (later: Entry, earlier: Entry) => Iterable<Claim>;

/**
 * What extensions say that another table says already: an extension adds, and changes nothing.
 *
 * @param tables the base, and what extends it, in order
 */
export function tableCollisions(tables: readonly YamlSource[]): Problem[] {
  return [
    ...collisions(tables, ["heads", "images", "reserved"], rowClaims),
    ...collisions(tables, ["names"], nameClaims),
  ];
}

/** The same of names for display. */
export function displayCollisions(displays: readonly YamlSource[]): Problem[] {
  return collisions(displays, ["flags", "dicts"], nameClaims);
}

function collisions(sources: readonly YamlSource[], sections: readonly string[], claims: FindClaims): Problem[] {
  const known: Entry[] = [];
  const problems: Problem[] = [];
  for (const source of sources) {
    // Within one file the parser, or another check, has its say.
    const entries = sections.flatMap((section) => entriesOf(source, section));
    for (const later of entries) {
      for (const earlier of known) {
        for (const claim of claims(later, earlier)) problems.push(problem(later, earlier, claim));
      }
    }
    known.push(...entries);
  }
  return problems;
}

function entriesOf(source: YamlSource, section: string): Entry[] {
  const named = (source.value as Record<string, object | undefined>)[section] ?? {};
  return Object.entries(named).map(([name, value]: [string, object | null]) => ({
    name,
    source,
    section,
    value: value ?? {},
  }));
}

function* nameClaims(later: Entry, earlier: Entry): Generator<Claim> {
  if (later.name === earlier.name && later.section === earlier.section) yield { what: `\`${later.name}\`` };
}

/** Rows and reserved numbers share their names; each has its own number, and no file can be two images'. */
function* rowClaims(later: Entry, earlier: Entry): Generator<Claim> {
  if (later.name === earlier.name) yield { what: `\`${later.name}\`` };
  const { file, magic } = later.value;
  // A magic that is a name is another row's, and meant to be.
  if (typeof magic === "number" && magic === earlier.value.magic) {
    const hint = earlier.section === "images" ? `\`magic: ${earlier.name}\` shares it` : "choose another number";
    yield { what: `the magic of \`${later.name}\``, key: "magic", hint };
  }
  if (typeof file !== "string" || typeof earlier.value.file !== "string") return;
  const both = commonName(file, earlier.value.file);
  if (both !== undefined) yield { what: `\`${both}\`, a file of \`${later.name}\`,`, key: "file" };
}

function problem(later: Entry, earlier: Entry, { what, key, hint }: Claim): Problem {
  const { file, line } = earlier.source.at([earlier.section, earlier.name], "key");
  return {
    code: "duplicate-name",
    message: `${what} is taken already, by \`${earlier.name}\` in ${file}:${line}`,
    hint: hint ?? "an extension adds to a schema: rename this one",
    at: later.source.at([later.section, later.name, ...(key === undefined ? [] : [key])], "key"),
  };
}
