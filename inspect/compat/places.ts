import type { Use } from "./carried.ts";
import type { History } from "./since.ts";

/** Images whose bytes a release misreads that does not know a field. */
export interface Placed {
  readonly images: readonly string[];
  /** Whether the schema says so; else the field is unknown, and stands beside some of which it does. */
  readonly isKnown: boolean;
}

/** The images whose bytes a field places, or may move; nothing if it is no such field. */
export function placedBy({ bytesOf }: Pick<History, "bytesOf">, { kind, name, since }: Use): Placed | undefined {
  if (kind !== "field") return undefined;
  const known = bytesOf.get(name);
  if (known !== undefined) return { images: known, isKnown: true };
  if (since !== null || !name.includes(" #")) return undefined;
  const message = `${name.slice(0, name.indexOf(" #"))}.`;
  const beside = [...bytesOf].filter(([path]) => path.startsWith(message));
  const images = new Set(beside.flatMap(([, placed]) => placed));
  return images.size === 0 ? undefined : { images: [...images], isKnown: false };
}

/** `places bytes of PAGES: older releases take others for them` */
export function placedText({ images, isKnown }: Placed): string {
  const bytes = `bytes of ${images.join(", ")}`;
  return isKnown
    ? `places ${bytes}: releases that do not know it take others for them`
    : `stands beside what places ${bytes}: it may move them`;
}
