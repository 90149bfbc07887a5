import { ImageError } from "criu-images";
import { SchemaError } from "../generator/model/problem.ts";
import { inTheWay } from "../generator/project/in-the-way.ts";
import { Defects } from "../generator/project/product.ts";
import { isSystemError } from "../inspect/open/located.ts";
import { FormatError } from "../upstream/diff/open.ts";
import { TreeError } from "../upstream/source/tree-file.ts";
import { CritgenError, type CritgenErrorCode, type Fault } from "./error.ts";
import { ofImage } from "./image-error.ts";

/** Converts an error of a pass into a `CritgenError`. */
export function errorOf(error: unknown): CritgenError {
  if (error instanceof CritgenError) return error;
  if (error instanceof ImageError) return ofImage(error);
  const message = error instanceof Error ? error.message : String(error);
  const made = (code: CritgenErrorCode, faults: readonly Fault[]): CritgenError =>
    new CritgenError(code, message, faults, { cause: error });
  const one = (code: CritgenErrorCode, place: Fault["place"]): CritgenError => made(code, [{ code, message, place }]);
  if (error instanceof SchemaError) return made("bad-schema", faultsOf(error));
  if (error instanceof TreeError) return one("bad-tree", error.at ?? {});
  if (error instanceof FormatError) return one("failed", error.at ?? {});
  if (error instanceof Defects) return one("defect", {});
  const files = inTheWay(error);
  if (files !== undefined) {
    return made(
      "in-the-way",
      files.map(({ file, ...fault }) => ({ ...fault, place: { file } })),
    );
  }
  const system = systemErrorIn(error);
  return system === undefined ? one("failed", {}) : one("unreadable", { file: system.path });
}

function faultsOf({ problems }: SchemaError): Fault[] {
  return problems.map(({ code, message, hint, at }) => ({ code, message, hint, place: at }));
}

/** Returns the system's error behind an error, if there is one. */
function systemErrorIn(error: unknown): NodeJS.ErrnoException | undefined {
  const cause = error instanceof Error ? error.cause : undefined;
  return [error, cause].find(isSystemError);
}
