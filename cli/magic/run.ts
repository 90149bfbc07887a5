import { stdout } from "node:process";
import type { Command } from "commander";
import { shownFolder } from "../../generator/files/shown-folder.ts";
import { loadModel } from "../../generator/generate.ts";
import type { Model } from "../../generator/model/model.ts";
import { firstProblem, SchemaError } from "../../generator/model/problem.ts";
import { nearestPlaces } from "../../registry/gazetteer/gazetteer.ts";
import { pointOf } from "../../registry/gazetteer/towns.ts";
import { factsOf, numberOf } from "../../registry/magic/facts.ts";
import { whyNot } from "../../registry/magic/objections.ts";
import { parsePlace, REACH, type Wanted } from "../../registry/magic/place.ts";
import { freeTowns, namedAfter, suggestMagic, whyNone } from "../../registry/magic/suggest.ts";
import type { ExitCode } from "../run/action.ts";
import { withSettings } from "../run/project.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { factsJson, noneJson, suggestionJson, takenJson, unownedJson } from "./json.ts";
import { factsText, noneText, suggestionText, takenText, unownedText } from "./text.ts";

interface Given {
  readonly schema?: string;
  readonly json: boolean;
}

export function run(what: string, where: readonly string[], given: Given, command: Command): Promise<ExitCode> {
  if (what === "suggest" && where.length === 0)
    command.error("error: suggest needs a place: add a town or a coordinate");
  const words = where.join(" ");
  return withSettings({ schema: given.schema, ending: "nothing was looked up" }, ({ schema, extend }) => {
    const model = load(schema, extend);
    return what === "suggest" ? suggest(model, words, given.json) : describe(model, `${what} ${words}`.trim(), given);
  });
}

function load(schema: string, extend: readonly string[]): Model {
  try {
    return loadModel(schema, extend);
  } catch (error) {
    if (!(error instanceof SchemaError)) throw error;
    throw new Error(`${shownFolder(schema)}: ${firstProblem(error)}`);
  }
}

/**
 * Prints the facts about a magic.
 *
 * @param word the number, or the name of its owner or its town
 * @returns 1 if the registry does not have the number
 */
function describe(model: Model, word: string, { json }: Given): 0 | 1 {
  const value = numberOf(model, word);
  const facts = factsOf(model, value);
  if (facts !== undefined) {
    console.log(json ? factsJson(facts) : factsText(facts, terminalOf(stdout)));
    return 0;
  }
  const reasons = whyNot(model, value);
  const point = pointOf(value);
  const [near] = point === undefined ? [] : nearestPlaces(point.lat, point.lon, REACH);
  console.log(json ? unownedJson(value, reasons, near) : unownedText(value, reasons, near));
  return 1;
}

/**
 * Proposes a magic for a town or for coordinates.
 *
 * @returns 1 if the town has a magic, or the audit objects to all magics near it
 */
function suggest(model: Model, text: string, json: boolean): 0 | 1 {
  const wanted = parsePlace(text);
  const { place } = wanted;
  const taken = place === undefined ? [] : namedAfter(model, place);
  if (place !== undefined && taken.length > 0) {
    const free = freeTowns(model, wanted);
    console.log(json ? takenJson(place, taken, free) : takenText(place, taken, free));
    return 1;
  }
  const suggestion = suggestMagic(model, wanted);
  if (suggestion === undefined) return refuse(model, wanted, json);
  console.log(json ? suggestionJson(wanted, suggestion) : suggestionText(wanted, suggestion, terminalOf(stdout)));
  return 0;
}

function refuse(model: Model, wanted: Wanted, json: boolean): 1 {
  const [reasons, free] = [whyNone(model, wanted), freeTowns(model, wanted)];
  console.log(json ? noneJson(wanted, reasons, free) : noneText(reasons, free));
  return 1;
}
