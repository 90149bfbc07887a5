import { relative } from "node:path";
import { stdout } from "node:process";
import { loadModel } from "../../generator/generate.ts";
import { degrees, hex } from "../../generator/model/coordinates.ts";
import type { Model } from "../../generator/model/model.ts";
import { firstProblem, SchemaError } from "../../generator/model/problem.ts";
import { nearestPlaces } from "../../registry/gazetteer/gazetteer.ts";
import { pointOf } from "../../registry/gazetteer/towns.ts";
import { factsOf, type MagicFacts, numberOf } from "../../registry/magic/facts.ts";
import { whyNot } from "../../registry/magic/objections.ts";
import { parsePlace, REACH, townOfRow, type Wanted } from "../../registry/magic/place.ts";
import { type FreeTown, freeTowns, namedAfter, suggestMagic, whyNone } from "../../registry/magic/suggest.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { bytesOf, factsText, noneText, rowText, suggestionText, takenText, unownedText } from "./text.ts";

export interface MagicOptions {
  /** Path of the schema's folder. */
  readonly schema: string;
  /** Folders that extend it. */
  readonly extend?: readonly string[];
  readonly json: boolean;
}

/**
 * Prints the facts about a magic.
 *
 * @param word the number, or the name of its owner or its town
 * @returns exit code: 1 if the registry does not have the number
 */
export function runMagic(word: string, { schema, extend, json }: MagicOptions): 0 | 1 {
  const model = load(schema, extend);
  const value = numberOf(model, word);
  const facts = factsOf(model, value);
  if (facts === undefined) return printUnowned(model, value, json);
  print(json ? factsJson(facts) : factsText(facts, terminalOf(stdout)));
  return 0;
}

function load(schema: string, extend: readonly string[] = []): Model {
  try {
    return loadModel(schema, extend);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${relative("", schema) || "."}: ${firstProblem(error)}`);
  }
}

function printUnowned(model: Model, value: number, json: boolean): 1 {
  const reasons = whyNot(model, value);
  const point = pointOf(value);
  const [near] = point === undefined ? [] : nearestPlaces(point.lat, point.lon, REACH);
  const at = { magic: hex(value), coordinates: degrees(value) };
  print(json ? { ...at, owner: null, place: near, reasons } : unownedText(value, reasons, near));
  return 1;
}

/**
 * Proposes a magic for a town or a coordinate.
 *
 * @returns exit code: 1 if the town has a magic, or the audit objects to all magics near it
 */
export function runSuggest(text: string, { schema, extend, json }: MagicOptions): 0 | 1 {
  const model = load(schema, extend);
  const wanted = parsePlace(text);
  const { place } = wanted;
  const taken = place === undefined ? [] : namedAfter(model, place);
  if (place !== undefined && taken.length > 0) {
    const free = freeTowns(model, wanted);
    const owners = taken.map(({ name, value }) => ({ name, magic: hex(value) }));
    print(json ? { magic: null, place, taken: owners, free: free.map(freeTownJson) } : takenText(place, taken, free));
    return 1;
  }
  return suggest(model, wanted, json);
}

function suggest(model: Model, wanted: Wanted, json: boolean): 0 | 1 {
  const { place } = wanted;
  const suggestion = suggestMagic(model, wanted);
  if (suggestion === undefined) {
    const [reasons, free] = [whyNone(model, wanted), freeTowns(model, wanted)];
    print(json ? { magic: null, place, reasons, free: free.map(freeTownJson) } : noneText(reasons, free));
    return 1;
  }
  const { value, km } = suggestion;
  const town = place && townOfRow(place);
  const row = rowText(value, place);
  const found = { magic: hex(value), town, coordinates: degrees(value), place, km, row };
  print(json ? found : suggestionText(wanted, suggestion, terminalOf(stdout)));
  return 0;
}

function freeTownJson({ value, ...town }: FreeTown): object {
  return { ...town, magic: hex(value) };
}

function factsJson({ value, owner, coordinates, place, images, head, before, since }: MagicFacts): object {
  const { name, kind, town, about } = owner;
  const hexed = head && { name: head.name, magic: hex(head.value) };
  const number = { magic: hex(value), bytes: bytesOf(value).join(""), coordinates, town, place };
  return { ...number, owner: name, kind, about, since, images, head: hexed, before };
}

/** Prints a text as it is, and an object as JSON with distances rounded to 100 metres. */
function print(facts: string | object): void {
  const rounded = (key: string, value: unknown) => (key === "km" ? Math.round(Number(value) * 10) / 10 : value);
  console.log(typeof facts === "string" ? facts : JSON.stringify(facts, rounded, 2));
}
