import { ImageError } from "criu-images";
import { CritgenError } from "./error.ts";

/** Converts an error of an image. */
export function ofImage(error: ImageError): CritgenError {
  const { code, message, image, entry, offset, path } = error;
  return new CritgenError(code, message, [{ code, message, place: { image, entry, offset, path } }], { cause: error });
}

/** Runs `work`. Its errors of images become `CritgenError`s; there are no others. */
export function guarded<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw thrownBy(error);
  }
}

/** Converts a thrown value, if it is an error of an image. */
export function thrownBy(error: unknown): unknown {
  return error instanceof ImageError ? ofImage(error) : error;
}
