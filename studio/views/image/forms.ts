import { readFile } from "criu-checkpoint";
import { imageToJson, parseJson, stringifyJson } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import type { Opened } from "../../engine/opened.ts";
import { imageWord, programOf } from "../../engine/program.ts";
import type { Forms } from "../../parts/forms.ts";

/** Returns an image, or one entry of it, in the forms to copy: the JSON is that of CRIU. @throws {ImageError} if it is broken */
export async function imageForms(opened: Opened, file: string, entry: number | undefined): Promise<Forms> {
  const { store, folder } = opened.checkpoint;
  const image = parseJson(imageToJson(imageLayouts, await readFile(store, folder + file), { file }));
  const chosen = entry === undefined ? image : image.entries[entry];
  if (chosen === undefined) throw new Error(`${file} has no entry ${entry}`);
  const pick = entry === undefined ? "" : `.entries[${entry}]`;
  const decode = `critgen decode ${imageWord(opened, file)}`;
  return {
    json: stringifyJson(chosen, { pretty: true }),
    command: entry === undefined ? decode : `${decode} | jq '${pick}'`,
    typescript: programOf(
      opened.name,
      {
        "criu-checkpoint": ["readFile"],
        "criu-images/json": ["imageToJson", "parseJson", "stringifyJson"],
        "criu-images/layouts": ["imageLayouts"],
      },
      [
        `const file = ${JSON.stringify(file)};`,
        "const bytes = await readFile(checkpoint.store, checkpoint.folder + file);",
        "const image = parseJson(imageToJson(imageLayouts, bytes, { file }));",
        `console.log(stringifyJson(image${entry === undefined ? "" : `.entries[${entry}] ?? {}`}, { pretty: true }));`,
      ],
    ),
  };
}
