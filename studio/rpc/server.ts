import { failureOf } from "./failure.ts";
import type { Handler, Handlers, Port, Reply, Request } from "./message.ts";

/** Answers the requests that arrive at a port. */
export function serve(port: Port, handlers: Handlers): void {
  const running = new Map<number, AbortController>();
  const reply = (message: Reply): void => port.postMessage(message);
  const run = async (id: number, name: string, params: unknown): Promise<void> => {
    const controller = new AbortController();
    running.set(id, controller);
    const { signal } = controller;
    const progress = (done: number, total: number): void => {
      if (!signal.aborted) reply({ id, progress: { done, total } });
    };
    const part = (value: unknown): void => {
      if (!signal.aborted) reply({ id, part: value });
    };
    try {
      const handler = Object.hasOwn(handlers, name) ? handlers[name] : undefined;
      if (handler === undefined) throw new Error(`there is no request ${name}`);
      const result = await (handler as Handler<unknown>)(params, { signal, progress, part });
      if (!signal.aborted) reply({ id, result });
    } catch (error) {
      if (!signal.aborted) reply({ id, failure: failureOf(error) });
    } finally {
      running.delete(id);
    }
  };
  port.addEventListener("message", ({ data }) => {
    const request = data as Request;
    if ("abort" in request) running.get(request.id)?.abort();
    else void run(request.id, request.name, request.params);
  });
}
