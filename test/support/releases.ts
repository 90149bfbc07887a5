import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./run.ts";
import { PROJECT_SCHEMA } from "./schema.ts";

/* Schemas of other releases, made from the project's own by edits. */

/** Returns the message that docs/diff.md shows as that of v4.1. */
function messageOfV41(): string {
  const text = readFileSync(join(ROOT, "docs/diff.md"), "utf8");
  return /^```proto\n(.*?)^```$/ms.exec(text)?.[1] ?? "";
}

/** Writes the schema with the runs of pages that CRIU v4.1 had. */
export function writeV41(folder: string): void {
  copyTo(folder);
  edit(join(folder, "messages/pagemap.proto"), [[/^message pagemap_entry \{.*?^\}\n/ms, messageOfV41()]]);
  edit(join(folder, "images.yaml"), [[/ {2}pagemap_entry\.compat_nr_pages: PAGES\n/, ""]]);
}

/** Writes a schema as a development branch after v4.2 could have it: with renamed, new and other fields. */
export function writeDevelopment(folder: string): void {
  copyTo(folder);
  const at = (file: string): string => join(folder, file);
  edit(at("messages/rlimit.proto"), [[/rlimit_entry/g, "limit_entry"]]);
  edit(at("messages/core.proto"), [[/rlimit_entry/g, "limit_entry"]]);
  edit(at("display.yaml"), [[/rlimit_entry/g, "limit_entry"]]);
  edit(at("images.yaml"), [
    [/rlimit_entry/g, "limit_entry"],
    [/EVENTFD_FILE: {4}/, "EVENTFDS:        "],
  ]);
  edit(at("messages/pstree.proto"), [
    [/required uint32 sid {5}= 4;/, "optional uint32 sid = 4 [default = 0];\n  repeated uint32 spaces = 6;"],
  ]);
  edit(at("messages/fdinfo.proto"), [
    [/UNIXSK {6}= 5;/, "UNIX = 5;"],
    [/PIDFD {7}= 20;/, "PIDFD = 20;\n  IOURING = 21;"],
    [/(?<=message fdinfo_entry \{.*?uint32\s+)fd(?=\s+= 4)/s, "number"],
  ]);
  edit(at("messages/eventfd.proto"), [[/required uint32 {5}flags {3}= 2/, "required uint64 flags = 2"]]);
}

/** Copies the schema without its relations: they name images and fields of one release, and packages do not need them. */
function copyTo(folder: string): void {
  cpSync(PROJECT_SCHEMA, folder, { recursive: true });
  rmSync(join(folder, "relations.yaml"));
}

function edit(file: string, changes: readonly (readonly [from: RegExp, to: string])[]): void {
  let text = readFileSync(file, "utf8");
  for (const [from, to] of changes) {
    if (text.search(from) === -1) throw new Error(`${file} has no ${from}`);
    text = text.replace(from, to);
  }
  writeFileSync(file, text);
}
