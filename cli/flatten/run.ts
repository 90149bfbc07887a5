import { flatten } from "criu-checkpoint";
import { openCheckpoint, saveCheckpoint } from "criu-checkpoint/node";
import { located } from "../../inspect/open/located.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ParentOptions } from "../options/parents.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";

type Form = "folder" | "tar" | "tar.gz" | "tar.zst";

interface Given extends FormatOptions, ParentOptions {
  readonly out: string;
  readonly form?: Form;
}

export function run(path: string, given: Given): Promise<ExitCode> {
  const { out, form = formOf(out), parent: parents } = given;
  return withSchema(given, async (schema) => {
    const checkpoint = await openCheckpoint(path, { parents }).catch((error: unknown) => {
      throw located(path, error);
    });
    try {
      const changes = await flatten(checkpoint, { format: await schema.format() });
      await saveCheckpoint(checkpoint, out, { ...changes, form });
      return 0;
    } finally {
      await checkpoint.close();
    }
  });
}

/** Returns the form that the name of a file says. */
function formOf(path: string): Form {
  const [, ending = "folder"] = /\.(tar(?:\.gz|\.zst)?)$/.exec(path) ?? [];
  return ending as Form;
}
