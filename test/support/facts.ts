import { readFileSync } from "node:fs";

/** Reads a table of facts about CRIU; they do not depend on the schema. */
function facts<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../fixtures/facts/${name}.json`, import.meta.url), "utf8")) as T;
}

export interface FactImage {
  readonly name: string;
  readonly format: string;
  readonly magic: string;
  readonly flags: readonly string[];
}

export interface FactMagic {
  readonly name: string;
  readonly define: string;
  readonly value?: string;
  readonly alias_of?: string;
  readonly town?: string;
}

export interface FactField {
  readonly name: string;
  readonly number: number;
  readonly label: "required" | "optional" | "repeated";
  readonly type: string;
  readonly kind?: "message" | "enum";
  readonly default?: string;
  readonly criu?: Readonly<Record<string, unknown>>;
}

export interface FactMessage {
  readonly file: string;
  readonly fields: readonly FactField[];
}

export interface FactEnum {
  readonly file: string;
  readonly values: Readonly<Record<string, number>>;
}

export interface FactLayout {
  readonly raw?: true;
  readonly first?: string;
  readonly entry?: string | null;
  readonly extra?: string;
  readonly rest?: string;
}

/** Files with messages of CRIU's service and streamer, which no image contains. */
const OTHERS = new Set(["rpc.proto", "img-streamer.proto"]);

function ofImages<T extends { readonly file: string }>(all: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(all).filter(([, { file }]) => !OTHERS.has(file)));
}

interface Declared {
  readonly messages: Readonly<Record<string, FactMessage>>;
  readonly enums: Readonly<Record<string, FactEnum>>;
}

interface FactDisplay {
  readonly flags: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly dicts: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, string>>>>>>;
}

interface FactHistory {
  readonly releases: Readonly<Record<string, string>>;
  readonly since: FactNames;
  readonly gone_in: FactNames;
}

/** Releases by names of magics, images, fields and values. */
type FactNames = Readonly<Record<"magics" | "images" | "fields" | "enum_values", Readonly<Record<string, string>>>>;

const declared: Declared = facts("messages");

export const images: readonly FactImage[] = facts<{ images: FactImage[] }>("images").images;
export const magics: readonly FactMagic[] = facts<{ magics: FactMagic[] }>("magics").magics;
export const layouts: Readonly<Record<string, FactLayout>> = facts<{ layouts: Record<string, FactLayout> }>(
  "layouts",
).layouts;
export const messages: Readonly<Record<string, FactMessage>> = ofImages(declared.messages);
export const enums: Readonly<Record<string, FactEnum>> = ofImages(declared.enums);
export const display: FactDisplay = facts("display");
export const history: FactHistory = facts("history");

/** Returns the number of a `#define`, also of an alias. */
export function magicValue(define: string): number {
  const found = magics.find((magic) => magic.define === define);
  return found?.alias_of === undefined ? Number(found?.value) : magicValue(found.alias_of);
}

/** Returns the number of an image's magic; 0 if it is raw. */
export function magicOf(image: string): number {
  return magicValue(images.find(({ name }) => name === image)?.magic ?? "");
}

/** First releases that understand a name, if they are not those that introduced it. */
export const understoodSince: Readonly<Record<string, string | undefined>> = {
  TMPFS_IMG: history.since.images["TMPFS"],
  FILE_LOCKS: "v1.3",
  BINFMT_MISC: "v2.7",
  BINFMT_MISC_OLD: history.since.images["BINFMT_MISC"],
  "fd_types.TUNF": history.since.enum_values["fd_types.TUN"],
  "task_core_entry.old_seccomp_mode": history.since.fields["task_core_entry.seccomp_mode"],
  "task_core_entry.old_seccomp_filter": history.since.fields["task_core_entry.seccomp_filter"],
  "user_desc_t.usable": history.since.fields["user_desc_t.useable"],
  "pagemap_entry.compat_nr_pages": "v1.0",
  "pagemap_entry.nr_pages": "v4.2",
};
