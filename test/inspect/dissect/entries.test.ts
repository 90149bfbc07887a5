import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { beforeEntries, dissectImage, type ImageEntries } from "../../../inspect/dissect/image.ts";
import type { DissectNode } from "../../../inspect/dissect/node.ts";

const FDS = "test/fixtures/images/fds";
const IPC = "test/fixtures/images/ipc";
const files = [FDS, IPC].flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));

/** Describes an image entry by entry, the last first. */
function oneByOne(bytes: Uint8Array, file: string): DissectNode[] {
  const before: DissectNode[] = [];
  const reading = beforeEntries(bytes, file);
  let entries: ImageEntries | undefined;
  for (let next = reading.next(); ; next = reading.next()) {
    if (next.done) {
      entries = next.value;
      break;
    }
    before.push(next.value);
  }
  const starts: number[] = [];
  for (let at = entries?.start ?? bytes.length; at < bytes.length; at = entries?.end(at) ?? bytes.length)
    starts.push(at);
  const each = [...starts.entries()].reverse().map(([entry, at]) => [...(entries?.nodes(entry, at) ?? [])]);
  return [...before, ...each.reverse().flat()];
}

describe("an entry alone has the nodes that it has among all", () => {
  it.each(files)("%s", (path) => {
    const bytes = readFileSync(path);
    const file = path.slice(path.lastIndexOf("/") + 1);
    for (const cut of [bytes.length, bytes.length - 3, Math.floor(bytes.length / 2)]) {
      const part = bytes.subarray(0, cut);
      expect(oneByOne(part, file)).toEqual([...dissectImage(part, file)]);
    }
  });
});
