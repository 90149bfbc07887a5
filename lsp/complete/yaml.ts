import { CompletionItemKind } from "vscode-languageserver-types";
import type { YamlPath } from "../../generator/load/source.ts";
import { keyOf } from "../../generator/model/accept.ts";
import type { Model } from "../../generator/model/model.ts";
import { ALL_IMAGES } from "../../generator/model/places.ts";
import { RULES } from "../../registry/rules/rules.ts";
import type { Report } from "../workspace/report.ts";
import type { YamlKind } from "../workspace/snapshot.ts";
import type { Context } from "../yaml/context.ts";
import type { Shapes } from "../yaml/shapes.ts";
import { type Candidate, plain } from "./candidate.ts";
import { keysOf, valuesOf } from "./keys.ts";
import { inLayout } from "./layout.ts";
import { enums, enumValues, fields, images, messages, paths } from "./things.ts";
import { magics, towns } from "./towns.ts";

/** The schema and the place that candidates are for. */
interface Place {
  readonly model: Model;
  readonly context: Context;
  readonly reports: readonly Report[];
}

type Complete = (place: Place) => Candidate[];

/** Candidates by the path of a place: `*` stands for any key or index, a `:key` at the end for a key of the map. */
type Rules = readonly (readonly [path: string, complete: Complete])[];

const asKeys = (complete: Complete): Complete => {
  return (place) => complete(place).map((one) => ({ ...one, insert: `${one.label}: ` }));
};

const ofLayout: Complete = ({ model, context }) => inLayout(model, context);
const ofTowns: Complete = ({ model, context }) => towns(model, context);
const ofMagics: Complete = ({ model, context }) => magics(model, context);
const ofImages: Complete = ({ model }) => images(model);
const ofPaths: Complete = ({ model, context }) => paths(model, context.typed);
const ofReleases: Complete = ({ model }) => model.history.releases.map(({ name, date }) => plain(name, date)).reverse();
const ofMaps: Complete = ({ model }) => [...model.display.flags.keys()].map((name) => plain(name));

const ofPlaces: Complete = ({ model }) => [
  ...images(model),
  plain(ALL_IMAGES, "all other images"),
  plain("none", "the field places nothing"),
];

const ofRules: Complete = () =>
  RULES.map(({ id, title }) => ({ label: id, kind: CompletionItemKind.Reference, detail: title }));

const ofSubjects: Complete = ({ reports, context }) =>
  reports.flatMap(({ code, subjects, message }) => {
    if (subjects === undefined || code !== context.path[1]) return [];
    return [{ ...plain(keyOf({ subjects }), message), span: context.span }];
  });

const ofOwner: Complete = ({ model, context }) => {
  const owner = String(context.path.at(-2));
  return context.path.at(-3) === "fields" ? fields(model, owner) : enumValues(model, owner);
};

const ofValues: Complete = ({ model, context }) => {
  const owner = model.enums.find(({ name }) => context.typed.startsWith(`${name}.`));
  if (owner === undefined) return enums(model);
  return enumValues(model, owner.name).map((one) => ({ ...one, label: `${owner.name}.${one.label}` }));
};

const ofCodes: Complete = ({ model, context }) => {
  const users = model.messages.flatMap((message) => message.fields.map((field) => ({ message, field })));
  const dict = users.filter(({ field }) => field.display.dict === context.path[1]);
  return [...new Set(dict.map(({ field }) => field.name))].map((name) => plain(name));
};

const TABLE: Rules = [
  ["images/*/until", (place) => [...ofReleases(place), plain("never")]],
  ["images/*/magic", ofMagics],
  ["*/*/magic", ofMagics],
  ["*/*/town", ofTowns],
  ["images/*/**", ofLayout],
  ["places:key", asKeys(ofPaths)],
  ["places/*", ofPlaces],
  ["places/*/*", ofImages],
  ["accept:key", asKeys(ofRules)],
  ["accept/*:key", asKeys(ofSubjects)],
  ["names:key", asKeys((place) => [...ofPaths(place), ...ofImages(place)])],
];

const RULES_OF: Readonly<Record<YamlKind, Rules>> = {
  images: TABLE,
  extension: TABLE,
  display: [
    ["names/*/fields/*", ofPaths],
    ["more:key", asKeys((place) => [...ofMaps(place), ...ofPaths(place)])],
    ["dicts/*:key", asKeys(ofCodes)],
  ],
  relations: [
    ["files:key", asKeys(ofImages)],
    ["ids/*/files:key", asKeys(ofImages)],
    ["references:key", asKeys(ofPaths)],
    ["equal:key", asKeys(ofPaths)],
    ["chosen:key", asKeys(ofPaths)],
    ["limits:key", asKeys(ofPaths)],
    ["identity:key", asKeys((place) => [...ofImages(place), ...ofPaths(place)])],
    ["noise/*", (place) => [...ofImages(place), ...ofPaths(place)]],
    ["topics/*/content/*", (place) => [...ofImages(place), ...ofPaths(place)]],
  ],
  history: [
    ["*/*/images/*", ofImages],
    ["*/*/fields:key", asKeys(({ model }) => messages(model))],
    ["*/*/fields/*/*", ofOwner],
    ["*/*/enum_values:key", asKeys(({ model }) => enums(model))],
    ["*/*/enum_values/*/*", ofOwner],
    ["*/*/*/image", ofImages],
    ["*/*/*/field", ofPaths],
    ["*/*/*/enum_value", ofValues],
  ],
  critgen: [
    ["images/*", ofImages],
    ["packages/*/images/*", ofImages],
    ["budget:key", asKeys(ofImages)],
    ["packages/*/budget:key", asKeys(ofImages)],
  ],
};

/** Lists the candidates for a place in a YAML file: keys and values of its JSON Schema, and names of the schema. */
export function inYaml(kind: YamlKind, place: Place, shapes: Shapes): Candidate[] {
  const { path, at, mapAt, typed } = place.context;
  const shape = shapes.at(kind, path);
  const isMap = shape.some(({ type }) => [type].flat().includes("object"));
  // The first word of a new map is a value for YAML.
  const isKey = at === "key" || (isMap && !typed.includes("(") && !shape.some(({ type }) => type === "string"));
  const own = RULES_OF[kind].find(([pattern]) => matches(pattern, path, isKey))?.[1](place) ?? [];
  return [...own, ...(isKey ? keysOf(shape, mapAt(path)) : valuesOf(shape))];
}

/** Returns whether a path fits a pattern; `**` stands for any number of keys. */
function matches(pattern: string, path: YamlPath, isKey: boolean): boolean {
  const [parts = "", key] = pattern.split(":");
  if ((key !== undefined) !== isKey) return false;
  const wanted = parts.split("/");
  const isOpen = wanted.at(-1) === "**";
  if (isOpen) wanted.pop();
  if (isOpen ? path.length <= wanted.length : path.length !== wanted.length) return false;
  return wanted.every((part, i) => part === "*" || part === String(path[i]));
}
