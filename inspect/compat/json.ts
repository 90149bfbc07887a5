import { toJson } from "../explore/json.ts";
import type { Compat } from "./compat.ts";

/** The answer for a program: all that there is to tell, `null` where there is nothing. */
export function compatToJson({ path, images, unknown, oldest, newest, asked, missed, problems }: Compat): string {
  const things = missed.map(({ since, until, kind, name, count, files, path: first, note }) => {
    return { since, until: until ?? null, kind, name, count, files, path: first, ...(note !== undefined && { note }) };
  });
  const releases = { oldest: oldest ?? null, newest: newest ?? null, asked: asked ?? null };
  return toJson({ path, images, unknown, ...releases, missed: things, problems });
}
