import { useEffect, useMemo, useState } from "preact/hooks";
import type { Answered } from "../parts/answered.ts";
import { type AskOptions, type Client, RequestError } from "../rpc/client.ts";
import type { Handlers, Progress } from "../rpc/message.ts";
import { useStudio } from "../state/studio.ts";
import type { AnswerHandlers, Answers } from "./handlers.ts";

type Name = keyof Answers & string;
type Params<N extends Name> = Parameters<Answers[N]>[1];
type Result<N extends Name> = Awaited<ReturnType<AnswerHandlers[N]>>;

/**
 * Asks one question about a checkpoint.
 *
 * @throws {RequestError} if the worker cannot answer
 */
export type Ask = <N extends Name>(name: N, params: Params<N>, options?: AskOptions) => Promise<Result<N>>;

/** Returns a function that asks about a checkpoint. */
export function useAsk(checkpoint: string): Ask {
  const { client } = useStudio();
  return useMemo(() => {
    const all = client as unknown as Client<AnswerHandlers & Handlers>;
    const ask = (name: Name, params: unknown, options: object = {}): Promise<unknown> =>
      all.ask(name, { checkpoint, params } as never, options);
    return ask as Ask;
  }, [client, checkpoint]);
}

/** Asks about a checkpoint while the part is shown. Parameters are plain values, which JSON can have. */
export function useAnswer<N extends Name>(checkpoint: string, name: N, params: Params<N>): Answered<Result<N>> {
  const ask = useAsk(checkpoint);
  const [answered, setAnswered] = useState<{ readonly key: string; readonly is: Answered<Result<N>> }>();
  const key = JSON.stringify([checkpoint, name, params]);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const set = (is: Answered<Result<N>>): void => {
      if (!signal.aborted) setAnswered({ key, is });
    };
    const progress = (at: Progress): void => set({ state: "waiting", progress: at });
    ask(name, params, { signal, progress })
      .then((value) => set({ state: "done", value }))
      .catch((error: unknown) => {
        if (error instanceof RequestError) set({ state: "failed", error });
      });
    return () => controller.abort();
  }, [ask, key]);
  return answered?.key === key ? answered.is : { state: "waiting" };
}
