import type { Finding } from "criu-checkpoint";
import { compatOf } from "../compat/compat.ts";
import { placedText } from "../compat/places.ts";
import { BUILT_IN } from "../schema/schema.ts";

/**
 * Lists the features of a checkpoint that a release of CRIU does not know.
 *
 * @throws {Error} if the history has no such release
 */
export async function releaseFindings(path: string, release: string): Promise<Finding[]> {
  const { missed, asked } = await compatOf(BUILT_IN, path, release);
  return missed.map(({ kind, name, since, files: [file = ""], path: first, places, note }) => {
    const known = since === null ? "no release knows it" : `known since ${since}`;
    const more = [places && placedText(places), note].filter((text) => text !== undefined);
    const message = [`CRIU ${asked} does not know the ${kind} ${name} (${known})`, ...more].join("; ");
    const [, entry, inner = ""] = /^entries\[(\d+)\](?:\.(.*))?$/.exec(first) ?? [];
    const place = entry === undefined ? { path: first } : { entry: Number(entry), path: inner };
    return { code: "not-in-release", file, image: "", ...place, message };
  });
}
