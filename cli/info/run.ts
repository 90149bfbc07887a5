import { stdout } from "node:process";
import { printable } from "../../generator/text/printable.ts";
import { toJson } from "../../inspect/explore/json.ts";
import { type FolderInfo, folderInfo } from "../../inspect/info/folder.ts";
import { type ImageInfo, imageInfo } from "../../inspect/info/image.ts";
import { withInput } from "../../inspect/open/input.ts";
import { isCheckpoint } from "../../inspect/open/kind.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import type { FormatOptions } from "../options/format.ts";
import type { ExitCode } from "../run/action.ts";
import { withSchema } from "../run/schema.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { printFolder, printInfo } from "./text.ts";

interface Given extends FormatOptions {
  readonly json: boolean;
}

/**
 * Prints facts about images and folders of checkpoints, one after the other: as a table on a terminal, else as JSON. An
 * input that cannot be read is reported on standard error, and the others are still shown.
 */
export function run(inputs: readonly string[], { json, ...format }: Given): Promise<ExitCode> {
  return withSchema(format, async (schema) => {
    const show = json || !stdout.isTTY ? asJson : asTable;
    let code: ExitCode = 0;
    for (const input of inputs) {
      try {
        const info = await infoOf(schema, input);
        console.log(show(info, inputs.length > 1 ? input : undefined));
        if (info.problems.length > 0 && code === 0) code = 1;
      } catch (error) {
        console.error(`critgen: ${printable((error as Error).message)}`);
        code = 2;
      }
    }
    return code;
  });
}

type Info = ImageInfo | FolderInfo;

async function infoOf(schema: Schema, path: string): Promise<Info> {
  if (await isCheckpoint(schema.layouts, path)) return folderInfo(schema, path);
  return withInput(path, (input) => imageInfo(schema, input));
}

/** Formats facts as JSON; `file` is the path if there are several. */
function asJson(info: Info, file: string | undefined): string {
  return toJson("folder" in info ? info : { ...info, file });
}

function asTable(info: Info, file: string | undefined): string {
  const { width } = terminalOf(stdout);
  const lines = [...("folder" in info ? printFolder(info, width) : printInfo(info, width))];
  return (file === undefined ? lines : [`==> ${printable(file)} <==`, ...lines, ""]).join("\n");
}
