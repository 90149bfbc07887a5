import { stdin, stdout } from "node:process";
import type { Answers } from "../../generator/init/answers.ts";
import { imagesFor, openAnswers, writeConfig } from "../../generator/init/init.ts";
import type { ExitCode } from "../run/action.ts";
import { withSettings } from "../run/project.ts";
import { writtenText } from "./text.ts";

interface Given extends Answers {
  readonly config: string;
  readonly yes: boolean;
}

/** Exit code of a program that Ctrl-C ends, as shells report it. */
const INTERRUPTED = 130;

export function run({ config: file, yes, ...given }: Given): Promise<ExitCode> {
  return withSettings({}, async () => {
    const { answers: known, notes } = openAnswers(file, given);
    const asks = !yes && stdin.isTTY && stdout.isTTY;
    const answers = asks ? await (await import("./ask.ts")).ask(known, imagesFor(known, file)) : known;
    if (answers === undefined) return INTERRUPTED;
    writeConfig(file, answers);
    console.log(writtenText(file, answers, notes));
    return 0;
  });
}
