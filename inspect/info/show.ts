import process from "node:process";
import { toJson } from "../explore/json.ts";
import { printable } from "../explore/text.ts";
import { type ImageInfo, imageInfo } from "../info.ts";
import { terminalOf } from "../terminal.ts";
import { printInfo } from "./print.ts";

/**
 * Shows what is known of images, one after the other: as a table on a terminal, as JSON elsewhere and where that is
 * wanted. What cannot be read is told on standard error, and the others are shown all the same.
 *
 * @returns the exit code
 */
export async function showInfo(inputs: readonly string[], json: boolean): Promise<0 | 1 | 2> {
  const show = json || !process.stdout.isTTY ? asJson : asTable;
  let code: 0 | 1 | 2 = 0;
  for (const input of inputs) {
    try {
      const info = await imageInfo(input);
      console.log(show(info, inputs.length > 1 ? input : undefined));
      if (info.problems.length > 0 && code === 0) code = 1;
    } catch (error) {
      console.error(`critgen: ${printable((error as Error).message)}`);
      code = 2;
    }
  }
  return code;
}

/** `file`: its path, where it is one of several. */
function asJson(info: ImageInfo, file: string | undefined): string {
  return toJson({ ...info, file });
}

function asTable(info: ImageInfo, file: string | undefined): string {
  const lines = [...printInfo(info, terminalOf(process.stdout).width)];
  return (file === undefined ? lines : [`==> ${printable(file)} <==`, ...lines, ""]).join("\n");
}
