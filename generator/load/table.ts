import type {
  Acceptance,
  CodeName,
  Condition,
  Extra,
  FormatVersion,
  HeadKind,
  Image,
  Layout,
  Magic,
  Named,
  Part,
  Placement,
  RunType,
  Spellings,
} from "../model/model.ts";
import type { Location, Problem } from "../model/problem.ts";
import { didYouMean } from "../text/suggest.ts";
import { ENTRIES, MESSAGES, REST, RUN } from "./grammar.ts";
import { LOST, type YamlPath, type YamlSource } from "./source.ts";

/** Content of images.yaml, as images.schema.json admits it. */
interface RawTable {
  readonly criu: string;
  readonly heads: Readonly<Record<HeadKind, RawMagic>>;
  readonly versions: Readonly<Record<string, Omit<FormatVersion, "name" | "at">>>;
  readonly reserved?: Readonly<Record<string, RawMagic>>;
  readonly rowless?: readonly string[];
  readonly places?: Readonly<Record<string, string | readonly string[]>>;
  readonly accept?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly names?: Readonly<Record<string, string>>;
  readonly spellings?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly images: Readonly<Record<string, RawRow>>;
}

interface RawMagic {
  readonly magic: number;
  readonly town: string;
  readonly about?: string;
}

interface RawRow {
  readonly about: string;
  readonly by?: string;
  readonly until?: string;
  readonly id?: string;
  readonly file: string;
  readonly raw?: true;
  readonly magic?: number | string;
  readonly town?: string;
  readonly first?: string;
  readonly entries?: string;
  readonly extra?: RawExtra;
  readonly joined?: true;
  readonly rest?: string;
  readonly head?: "none";
  readonly version?: string;
  readonly flags?: readonly string[];
  readonly review?: true;
}

type RawPart = string | { readonly messages: string; readonly extra?: RawExtra };
type RawExtra = RawPart | readonly Readonly<Record<string, RawPart>>[];

/** The descriptor table as read. */
export interface Table {
  readonly criu: string;
  readonly heads: Readonly<Record<HeadKind, Magic>>;
  readonly versions: readonly FormatVersion[];
  readonly reserved: readonly Magic[];
  readonly rowless: readonly Named[];
  readonly places: readonly Placement[];
  readonly accepted: readonly Acceptance[];
  readonly names: ReadonlyMap<string, CodeName>;
  readonly spellings: Spellings;
  readonly images: readonly Image[];
}

/** Defaults for sections that are missing or wrong. */
const NOTHING: RawTable = {
  criu: "",
  heads: { common: { magic: 0, town: "" }, service: { magic: 0, town: "" } },
  versions: {},
  images: {},
};

/** Reads the table from YAML files of the right shape: the base, then its extensions. */
export function readTable(sources: readonly YamlSource[], problems: Problem[]): Table {
  const [source = LOST] = sources;
  const raw = { ...NOTHING, ...(source.value as Partial<RawTable>) };
  const rows: Rows = {
    byName: Object.assign({}, ...sources.map(imagesOf)) as RawTable["images"],
    isLost: (name) => sources.some((one) => one.isLost("images", name)),
  };
  const reserved = sources.flatMap((source) =>
    Object.entries((source.value as RawTable).reserved ?? {}).map(([name, row]) => ({ name, row, source })),
  );
  const images = sources.flatMap((source) =>
    Object.entries(imagesOf(source)).map(([name, row]) => ({ name, row, source })),
  );
  const magic = (name: string, { about = "", ...rest }: RawMagic, path: YamlPath, from = source): Magic => ({
    name,
    value: rest.magic,
    town: rest.town,
    about,
    at: from.at(path, "key"),
  });
  return {
    criu: raw.criu,
    heads: {
      common: magic("common", raw.heads.common, ["heads", "common"]),
      service: magic("service", raw.heads.service, ["heads", "service"]),
    },
    versions: Object.entries(raw.versions).map(([name, version]) => ({
      name,
      ...version,
      at: source.at(["versions", name], "key"),
    })),
    reserved: reserved.map(({ name, row, source }) => magic(name, row, ["reserved", name], source)),
    rowless: (raw.rowless ?? []).map((name, i) => ({ name, at: source.at(["rowless", i]) })),
    places: sources.flatMap(readPlacements),
    accepted: sources.flatMap(readAcceptances),
    names: new Map(sources.flatMap(readNames)),
    spellings: readSpellings(sources),
    images: images.map(({ name, row, source }) => readRow(name, row, rows, source, problems)),
  };
}

/** Rows of all files, including those that were left out. */
interface Rows {
  readonly byName: RawTable["images"];
  readonly isLost: (name: string) => boolean;
}

function imagesOf({ value }: YamlSource): RawTable["images"] {
  return (value as Partial<RawTable>).images ?? {};
}

function readPlacements(source: YamlSource): Placement[] {
  return Object.entries((source.value as Partial<RawTable>).places ?? {}).map(([path, images]) => ({
    path,
    images: images === "none" ? [] : [images].flat(),
    at: source.at(["places", path], "key"),
  }));
}

function readAcceptances(source: YamlSource): Acceptance[] {
  return Object.entries((source.value as Partial<RawTable>).accept ?? {}).flatMap(([rule, reasons]) =>
    Object.entries(reasons).map(([subjects, reason]) => ({
      rule,
      subjects,
      reason,
      at: source.at(["accept", rule, subjects], "key"),
    })),
  );
}

function readNames(source: YamlSource): [string, CodeName][] {
  const names = Object.entries((source.value as Partial<RawTable>).names ?? {});
  return names.map(([name, as]) => [name, { as, at: source.at(["names", name], "key") }]);
}

/** Reads names of other projects. An extension adds to those of the base. */
function readSpellings(sources: readonly YamlSource[]): Spellings {
  const all = sources.flatMap(({ value }) => Object.entries((value as Partial<RawTable>).spellings ?? {}));
  const targets = new Set(all.map(([target]) => target));
  const of = (target: string) => all.filter(([name]) => name === target).flatMap(([, names]) => Object.entries(names));
  return new Map([...targets].map((target) => [target, new Map(of(target))]));
}

function readRow(name: string, row: RawRow, rows: Rows, source: YamlSource, problems: Problem[]): Image {
  const at: Places = (path) => source.at(["images", name, ...path]);
  const flags = row.flags ?? [];
  const { magic, town } = resolveMagic(row, rows, at(["magic"]), problems);
  if (row.raw === undefined && row.magic === undefined) {
    const message = `\`${name}\` has neither a magic nor \`raw: true\``;
    problems.push({ code: "missing-key", message, at: source.at(["images", name], "key") });
  }
  for (const key of ["magic", "town", "first", "entries", "extra", "joined", "rest", "head", "version"] as const) {
    if (row.raw === undefined || row[key] === undefined) continue;
    const message = `\`${name}\` is raw: it has no \`${key}\``;
    problems.push({ code: "raw-with-layout", message, at: source.at(["images", name, key], "key") });
  }
  return {
    name,
    about: row.about,
    file: row.file,
    ...(magic !== undefined && row.raw === undefined && { magic }),
    ...(typeof row.magic === "string" && { alias: row.magic }),
    ...(town !== undefined && { town }),
    head: row.raw === true || row.head === "none" ? "none" : flags.includes("O_SERVICE") ? "service" : "common",
    flags,
    ...(row.version !== undefined && { version: row.version }),
    layout: readLayout(row, at),
    ...(row.by !== undefined && { by: row.by }),
    ...(row.until !== undefined && { until: row.until }),
    ...(row.id !== undefined && { id: row.id }),
    ...(row.review === true && { review: true }),
    at: source.at(["images", name], "key"),
  };
}

/** Returns the magic and town of a row. `magic: NAME` takes those of the row NAME, which must give a number itself. */
function resolveMagic(row: RawRow, rows: Rows, at: Location, problems: Problem[]): { magic?: number; town?: string } {
  if (typeof row.magic !== "string") {
    return { ...(row.magic !== undefined && { magic: row.magic }), ...(row.town !== undefined && { town: row.town }) };
  }
  const { byName } = rows;
  const shared = Object.hasOwn(byName, row.magic) ? byName[row.magic] : undefined;
  if (typeof shared?.magic === "number") return resolveMagic(shared, rows, at, problems);
  if (rows.isLost(row.magic)) return {};
  const owners = Object.keys(byName).filter((name) => typeof byName[name]?.magic === "number");
  const hint = didYouMean(row.magic, owners);
  const message = `\`${row.magic}\` is not a row with a number as its magic`;
  problems.push({ code: "unknown-magic", message, ...(hint !== undefined && { hint }), at });
  return {};
}

/** Returns the place of a value in a row. */
type Places = (path: YamlPath) => Location;

function readLayout(row: RawRow, at: Places): Layout {
  const entries = row.entries === undefined ? undefined : groups(ENTRIES, row.entries);
  const rest = row.rest === undefined ? undefined : groups(REST, row.rest);
  return {
    ...(row.first !== undefined && { first: { message: row.first, at: at(["first"]) } }),
    ...(entries !== undefined && {
      entries: { message: entries["message"] ?? "", at: at(["entries"]), ...when(entries) },
    }),
    ...(row.extra !== undefined && { extra: readExtra(row.extra, ["extra"], at) }),
    ...(row.joined === true && { joined: true }),
    ...(rest !== undefined && { rest: { at: at(["rest"]), ...when(rest) } }),
  };
}

function readExtra(raw: RawExtra, path: YamlPath, at: Places): Extra {
  if (!isList(raw)) return { kind: "one", part: readPart(raw, path, at) };
  const parts = raw.flatMap((item, i) =>
    Object.entries(item).map(([name, part]) => ({ name, part: readPart(part, [...path, i, name], at) })),
  );
  return { kind: "named", parts };
}

function isList(raw: RawExtra): raw is Exclude<RawExtra, RawPart> {
  return Array.isArray(raw);
}

function readPart(raw: RawPart, path: YamlPath, at: Places): Part {
  if (typeof raw === "string") {
    const { type, length = "", pad = "1", ...rest } = groups(RUN, raw);
    return { kind: "run", type: type as RunType, length, pad: Number(pad), at: at(path), ...when(rest) };
  }
  const { message = "", count = "", ...rest } = groups(MESSAGES, raw.messages);
  const extra = raw.extra === undefined ? {} : { extra: readExtra(raw.extra, [...path, "extra"], at) };
  return { kind: "messages", message, count, ...extra, at: at([...path, "messages"]), ...when(rest) };
}

/** Returns the named groups of a cell. images.schema.json has checked it against the same pattern. */
function groups(pattern: RegExp, cell: string): Record<string, string | undefined> {
  return pattern.exec(cell)?.groups ?? {};
}

function when(found: Record<string, string | undefined>): { when?: Condition } {
  const { when: word, condition } = found;
  return word === undefined || condition === undefined ? {} : { when: { field: condition, is: word === "if" } };
}
