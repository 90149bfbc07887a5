import { flatten } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { located } from "../../inspect/open/located.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { abortable } from "../saving/abortable.ts";
import { save } from "../saving/save.ts";

type Form = "folder" | "tar" | "tar.gz" | "tar.zst";

interface Given extends FormatOptions, ParentOptions {
  readonly out: string;
  readonly form?: Form;
}

export function run(path: string, given: Given): Promise<ExitCode> {
  const { out, form = formOf(out), parent: parents } = given;
  const write = async (schema: Schema, signal: AbortSignal): Promise<ExitCode> => {
    const checkpoint = await openCheckpoint(path, { parents, signal }).catch((error: unknown) => {
      throw located(path, error);
    });
    try {
      const changes = await flatten(checkpoint, { format: await schema.format() });
      await save(checkpoint, out, { ...changes, form, signal });
      return 0;
    } finally {
      await checkpoint.close();
    }
  };
  return withSchema(given, (schema) => abortable((signal) => write(schema, signal)));
}

/** Returns the form that the name of a file says. */
function formOf(path: string): Form {
  const [, ending = "folder"] = /\.(tar(?:\.gz|\.zst)?)$/.exec(path) ?? [];
  return ending as Form;
}
