import process from "node:process";
import { toJson } from "../../inspect/explore/json.ts";
import { printable } from "../../inspect/explore/text.ts";
import { type FolderInfo, folderInfo } from "../../inspect/info/folder.ts";
import { type ImageInfo, imageInfo } from "../../inspect/info/image.ts";
import { isFolder } from "../../inspect/open/folder.ts";
import { isStdin } from "../../inspect/open/input.ts";
import type { Schema } from "../../inspect/schema/schema.ts";
import { terminalOf } from "../terminal/terminal.ts";
import { printFolder, printInfo } from "./text.ts";

/** Options of showing facts about images. */
export interface ShowOptions {
  /** Whether to print JSON on a terminal, too. */
  readonly json: boolean;
  readonly schema: Schema;
}

/**
 * Shows facts about images and folders of checkpoints, one after the other: as a table on a terminal, else as JSON. An
 * input that cannot be read is reported on standard error, and the others are still shown.
 *
 * @returns the exit code
 */
export async function showInfo(inputs: readonly string[], { json, schema }: ShowOptions): Promise<0 | 1 | 2> {
  const show = json || !process.stdout.isTTY ? asJson : asTable;
  let code: 0 | 1 | 2 = 0;
  for (const input of inputs) {
    try {
      const isWhole = !isStdin(input) && isFolder(input);
      const info = isWhole ? await folderInfo(schema, input) : await imageInfo(schema, input);
      console.log(show(info, inputs.length > 1 ? input : undefined));
      if (info.problems.length > 0 && code === 0) code = 1;
    } catch (error) {
      console.error(`critgen: ${printable((error as Error).message)}`);
      code = 2;
    }
  }
  return code;
}

type Info = ImageInfo | FolderInfo;

/** Formats facts as JSON; `file` is the path if there are several. */
function asJson(info: Info, file: string | undefined): string {
  return toJson("folder" in info ? info : { ...info, file });
}

function asTable(info: Info, file: string | undefined): string {
  const { width } = terminalOf(process.stdout);
  const lines = [...("folder" in info ? printFolder(info, width) : printInfo(info, width))];
  return (file === undefined ? lines : [`==> ${printable(file)} <==`, ...lines, ""]).join("\n");
}
