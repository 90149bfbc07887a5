import { toJson } from "../explore/json.ts";
import type { Compat } from "./compat.ts";

/** The answer for a program: all that there is to tell, `null` where there is nothing. */
export function compatToJson({ path, images, oldest, asked, missed, problems }: Compat): string {
  const things = missed.map(({ since, kind, name, count, files, path: first, note }) => {
    return { since, kind, name, count, files, path: first, ...(note !== undefined && { note }) };
  });
  return toJson({ path, images, oldest: oldest ?? null, asked: asked ?? null, missed: things, problems });
}
