import type { Failure, FailurePlace } from "./message.ts";

/** Properties of the errors of critgen's libraries; others have none of them. */
interface Details {
  readonly code?: unknown;
  readonly file?: unknown;
  readonly image?: unknown;
  readonly entry?: unknown;
  readonly offset?: unknown;
  readonly path?: unknown;
}

/** Turns an error into what a message can carry: its code, its text and its place. */
export function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { code: "failed", message: String(error) };
  const details = error as Details;
  const place = placeOf(details);
  return {
    code: typeof details.code === "string" ? details.code : "failed",
    message: error.message,
    ...(Object.keys(place).length > 0 && { place }),
  };
}

function placeOf({ file, entry, offset, path }: Details): FailurePlace {
  return {
    ...(typeof file === "string" && { file }),
    ...(typeof entry === "number" && { entry }),
    ...(typeof offset === "number" && { offset }),
    ...(typeof path === "string" && { path }),
  };
}
