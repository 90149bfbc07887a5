import type { Answer } from "../engine/opened.ts";
import { Session, type SessionHandlers, sessionHandlers } from "../engine/session.ts";
import type { Call } from "../rpc/message.ts";
import { ANSWERS } from "./answers.ts";

export type Answers = typeof ANSWERS;

/** A question about one open checkpoint, which is named beside its parameters. */
interface About<Params> {
  readonly checkpoint: string;
  readonly params: Params;
}

/** Answers of the views, as handlers of requests. */
export type AnswerHandlers = {
  readonly [Name in keyof Answers]: (
    about: About<Parameters<Answers[Name]>[1]>,
    call: Call,
  ) => ReturnType<Answers[Name]>;
};

/** Creates the handlers of a new session: those about the session itself, and those of the views. */
export function studioHandlers(): SessionHandlers & AnswerHandlers {
  const session = new Session();
  const answers = Object.entries(ANSWERS).map(([name, answer]) => {
    const handler = ({ checkpoint, params }: About<never>, call: Call): unknown =>
      (answer as Answer)(session.get(checkpoint), params, call);
    return [name, handler] as const;
  });
  return { ...sessionHandlers(session), ...(Object.fromEntries(answers) as unknown as AnswerHandlers) };
}
