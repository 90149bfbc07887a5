import { BUILT_IN, type Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ExitCode } from "./action.ts";

/**
 * Runs `work` on the schema that describes the images: the built-in one if no option is given. Problems of another
 * schema are printed, and the exit code is 2.
 */
export async function withSchema(
  { schema, config }: FormatOptions,
  work: (schema: Schema) => Promise<ExitCode>,
): Promise<ExitCode> {
  if (schema === undefined && config === undefined) return work(BUILT_IN);
  const { withSettings } = await import("./project.ts");
  const { loadFormat } = await import("../../generator/project/format.ts");
  const { schemaOf } = await import("../../inspect/schema/of-model.ts");
  let found: Schema | undefined;
  const code = await withSettings({ schema, config, ending: "no image was read" }, (settings) => {
    found = schemaOf(loadFormat(settings));
    return 0;
  });
  return found === undefined ? code : work(found);
}
