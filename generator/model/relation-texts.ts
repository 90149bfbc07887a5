import type { Location } from "./problem.ts";
import {
  BLOCK_ROLES,
  type BlockForm,
  type Case,
  type Choice,
  type Conditions,
  type ExpectedFile,
  type Extents,
  type FieldPath,
  type Key,
  type Navigation,
  type PrivacyClass,
  type Relations,
  type Size,
  type Space,
  type Term,
  type Unit,
} from "./relations.ts";

/** A relation in the form of relations.yaml, on one line. */
export interface RelationText {
  readonly text: string;
  readonly at: Location;
}

/** Texts by name, and these by section. */
export type RelationTexts = ReadonlyMap<string, ReadonlyMap<string, RelationText>>;

/** Writes all relations, so that two schemas can be compared. Descriptions are left out: they are for people. */
export function relationTexts(relations: Relations): RelationTexts {
  return new Map([...placeTexts(relations), ...agreementTexts(relations), ...contentTexts(relations)]);
}

type Section = readonly [name: string, texts: ReadonlyMap<string, RelationText>];

function named<T extends { readonly at: Location }>(
  all: readonly T[],
  nameOf: (one: T) => string,
  textOf: (one: T) => string,
): Map<string, RelationText> {
  return new Map(all.map((one) => [nameOf(one), { text: textOf(one), at: one.at }]));
}

function byPath<T extends FieldPath>(all: readonly T[], textOf: (one: T) => string): Map<string, RelationText> {
  return named(all, ({ path }) => path, textOf);
}

const nameOf = ({ name }: { readonly name: string }): string => name;
const imageOf = ({ image }: { readonly image: string }): string => image;

/** Writes files, ids, and the places of bytes. */
function placeTexts({ files, alone, spaces, references, units, extents }: Relations): Section[] {
  return [
    ["files", named(files, imageOf, presenceText)],
    ["alone", byPath(alone, () => "alone")],
    ["ids", named(spaces, nameOf, spaceText)],
    ["references", byPath(references, ({ cases }) => listText(cases, caseText))],
    ["units", named(units, nameOf, unitText)],
    ["extents", named(extents, imageOf, extentsText)],
  ];
}

/** Writes fields that agree, and their limits. */
function agreementTexts({ equalities, same, choices, unique, ranges, limits, counts }: Relations): Section[] {
  return [
    ["equal", byPath(equalities, ({ others }) => listText(others, pathText))],
    ["same", byPath(same, ({ other, of }) => `${other.path} of ${of}`)],
    ["chosen", byPath(choices, choiceText)],
    ["unique", byPath(unique, () => "unique")],
    ["ranges", byPath(ranges, ({ from, to, ...when }) => `${from} to ${to}${conditionsText(when)}`)],
    ["limits", byPath(limits, ({ max }) => `${max}`)],
    ["counts", byPath(counts, ({ cases }) => listText(cases, caseText))],
  ];
}

/** Writes the kinds of content. */
function contentTexts({ identities, noise, topics, privacy }: Relations): Section[] {
  return [
    ["identity", byPath(identities, ({ fields }) => (fields.length === 0 ? "order" : listText(fields, pathText)))],
    ["noise", byPath(noise, () => "noise")],
    ["topics", named(topics, nameOf, ({ content }) => listText(content, pathText))],
    ["privacy", named(privacy, nameOf, privacyText)],
  ];
}

function choiceText({ fields }: Choice): string {
  return listText([...fields], ([value, { path, optional }]) => `${value}: ${path}${optional ? "?" : ""}`);
}

function unitText({ pairs, key, sizes }: Unit): string {
  return `key ${key} of ${pairs.path}: ${sizes.join(", ")} bytes`;
}

function extentsText({ file, of, address, count, unit, where, aligned, blocks, within, sizes }: Extents): string {
  const size = sizes.length === 0 ? "" : `; size ${listText(sizes, sizeText)}`;
  const lies = within === undefined ? "" : ` within ${keyText(within)}`;
  const begins = aligned === undefined ? "" : ` aligned${conditionsText(aligned)}`;
  const stored = blocks.map((form) => `; ${formText(form)}`).join("");
  const places = `${listText(where, caseText)}${begins}${lies}${stored}${size}`;
  return `${of} of ${file}: ${address}, ${listText(count, pathText)} ${unit}, ${places}`;
}

function privacyText({ form, known, pairs, content }: PrivacyClass): string {
  const words = known.length === 0 ? "" : `; known ${known.join(", ")}`;
  const keys = pairs.length === 0 ? "" : `; pairs ${pairs.join(", ")}`;
  return `${listText(content, pathText)}; form ${form}${words}${keys}`;
}

function spaceText({ scope, keys, named, files, except, optional, arbitrary, navigation }: Space): string {
  const parts = [
    scope === "file" ? "scope file" : "",
    keys.length === 0 ? "" : `keys ${listText(keys, keyText)}`,
    named.length === 0 ? "" : `named ${listText(named, keyText)}`,
    files.length === 0 ? "" : `files ${listText(files, (file) => `${file.image}: ${presenceText(file)}`)}`,
    except.length === 0 ? "" : `except ${listText(except, (one) => (typeof one === "bigint" ? `${one}` : one.path))}`,
    optional ? "optional" : "",
    arbitrary ? "arbitrary" : "",
    navigation.length === 0 ? "" : `navigation ${listText(navigation, navigationText)}`,
  ];
  return parts.filter((part) => part !== "").join("; ");
}

function navigationText({ name, steps }: Navigation): string {
  return `${name}: ${steps.map(pathText).join(" → ")}`;
}

/** Writes when a file must be there. */
export function presenceText({ always }: ExpectedFile): string {
  return always === undefined ? "optional" : `always${conditionsText(always)}`;
}

/** Writes a case: a name, and its conditions. */
export function caseText({ to, weak, of, without, ...when }: Case): string {
  const bits = without === undefined ? "" : ` without ${without}`;
  return `${to}${weak ? "?" : ""}${of === undefined ? "" : ` of ${of}`}${bits}${conditionsText(when)}`;
}

function keyText({ path, ...when }: Key): string {
  return path + conditionsText(when);
}

function formText(form: BlockForm): string {
  const fields = BLOCK_ROLES.flatMap((name) => {
    const field = form[name];
    if (field === undefined) return [];
    const numbers = field.numbers.length === 0 ? "" : ` = ${field.numbers.join(".")}`;
    return `${name} ${field.path}${field.optional ? "?" : ""}${numbers}`;
  });
  return `${form.codec} ${fields.join(", ")}`;
}

function sizeText({ path, sum, of, ...when }: Size): string {
  const terms = sum.map(({ field, isSubtracted }) => ` ${isSubtracted ? "-" : "+"} ${field}`);
  return `${path}${terms.join("")} of ${of}${conditionsText(when)}`;
}

function pathText({ path }: FieldPath): string {
  return path;
}

function conditionsText({ if: all, unless }: Conditions): string {
  const only = all.length === 0 ? "" : ` if ${all.map(termText).join(" and ")}`;
  return `${only}${unless.length === 0 ? "" : ` unless ${unless.map(termText).join(" or ")}`}`;
}

function termText(term: Term): string {
  if (term.kind === "itself") return `${term.value}`;
  if (term.kind === "itself-has") return `has ${term.value}`;
  if (term.kind === "equals") return `${term.path} = ${term.value}`;
  return term.kind === "has" ? `${term.path} has ${term.bits.join("|")}` : term.path;
}

function listText<T>(all: readonly T[], textOf: (one: T) => string): string {
  return all.map(textOf).join(", ");
}
