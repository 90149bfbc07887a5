import { type Links, linksAt } from "../../engine/links.ts";
import type { Answer } from "../../engine/opened.ts";
import type { Forms } from "../../parts/forms.ts";
import { type FieldAbout, fieldAbout } from "./about.ts";
import { type ListedImage, listedImages } from "./listed.ts";
import type { NodeRow } from "./node-row.ts";
import { openImage } from "./open-image.ts";
import { type FoundPlace, factsOf, type ImageFacts, nodesOf, placeIn, type WantedPlace } from "./places.ts";
import { type Summary, summariesOf } from "./summaries.ts";

interface File {
  /** Name without folders. */
  readonly file: string;
}

const list: Answer<Record<string, never>, readonly ListedImage[]> = (opened) => opened.once(listedImages);

const open: Answer<File, ImageFacts> = async (opened, { file }, call) => factsOf(await openImage(opened, file, call));

const nodes: Answer<File & { readonly entry: number }, readonly NodeRow[]> = async (opened, { file, entry }, call) =>
  nodesOf(await openImage(opened, file, call), entry);

const summaries: Answer<File & { readonly from: number; readonly to: number }, readonly Summary[]> = async (
  opened,
  { file, from, to },
  call,
) => summariesOf(await openImage(opened, file, call), from, to);

const at: Answer<File & WantedPlace, FoundPlace> = async (opened, { file, ...place }, call) =>
  placeIn(await openImage(opened, file, call), place);

const bytes: Answer<File & { readonly from: number; readonly to: number }, Uint8Array> = async (
  { checkpoint },
  { file, from, to },
) => (await checkpoint.store.bytes(checkpoint.folder + file).read(from, to)).slice();

const about: Answer<{ readonly message: string; readonly number: number }, FieldAbout | undefined> = (_, field) =>
  fieldAbout(field.message, field.number);

const links: Answer<File & { readonly offset: number }, Links> = (opened, { file, offset }) =>
  linksAt(opened, file, offset);

/** The code is loaded when somebody copies an image. */
const forms: Answer<File & { readonly entry?: number }, Forms> = async (opened, { file, entry }) =>
  (await import("./forms.ts")).imageForms(opened, file, entry);

/** Answers about one image. */
export const imageAnswers = {
  "image.list": list,
  "image.open": open,
  "image.nodes": nodes,
  "image.summaries": summaries,
  "image.at": at,
  "image.bytes": bytes,
  "image.about": about,
  "image.links": links,
  "image.forms": forms,
};
