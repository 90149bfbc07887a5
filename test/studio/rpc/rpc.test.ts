import { expect, test } from "vitest";
import { Client, RequestError } from "../../../studio/rpc/client.ts";
import type { Call, Port } from "../../../studio/rpc/message.ts";
import { serve } from "../../../studio/rpc/server.ts";

/** Makes two ends of a channel; a message is copied as a browser copies it. */
function channel(): [Port, Port] {
  const listeners: ((event: { readonly data: unknown }) => void)[][] = [[], []];
  const end = (own: number): Port => ({
    postMessage: (message) => {
      const data = structuredClone(message);
      queueMicrotask(() => {
        for (const listen of listeners[1 - own] ?? []) listen({ data });
      });
    },
    addEventListener: (_type, listener) => void listeners[own]?.push(listener),
  });
  return [end(0), end(1)];
}

const handlers = {
  double: (number: number) => 2 * number,
  slow: async (_: null, { signal, progress }: Call) => {
    progress(1, 2);
    await new Promise((resolve) => signal.addEventListener("abort", resolve, { once: true }));
    return "late";
  },
  long: (_: null, { part }: Call) => {
    for (const one of [[1, 2], [3]]) part(one);
    return "done";
  },
  fail: (code: string) => {
    throw Object.assign(new Error("no such entry"), code === "" ? {} : { code, entry: 3, offset: 40, path: "vmas" });
  },
};

function client(): Client<typeof handlers> {
  const [page, worker] = channel();
  serve(worker, handlers);
  return new Client(page);
}

test("answers come to those who asked", async () => {
  const one = client();
  expect(await Promise.all([one.ask("double", 4), one.ask("double", 5)])).toEqual([8, 10]);
});

test("an error keeps its code and its place", async () => {
  const failed = await client()
    .ask("fail", "bad-value")
    .catch((error: unknown) => error);
  expect(failed).toBeInstanceOf(RequestError);
  expect(failed).toMatchObject({
    code: "bad-value",
    message: "no such entry",
    place: { entry: 3, offset: 40, path: "vmas" },
  });
  await expect(client().ask("fail", "")).rejects.toMatchObject({ code: "failed", place: undefined });
});

test("a request that does not exist fails, also one with the name of a property of all objects", async () => {
  const one = client() as unknown as Client<{ toString: () => string }>;
  await expect(one.ask("toString", undefined as never)).rejects.toMatchObject({
    message: "there is no request toString",
  });
});

test("reports progress, and forgets a request that is aborted", async () => {
  const [one, controller] = [client(), new AbortController()];
  const seen: unknown[] = [];
  const asked = one.ask("slow", null, {
    signal: controller.signal,
    progress: (progress) => {
      seen.push(progress);
      controller.abort();
    },
  });
  await expect(asked).rejects.toMatchObject({ name: "AbortError" });
  expect(seen).toEqual([{ done: 1, total: 2 }]);
  await expect(one.ask("slow", null, { signal: controller.signal })).rejects.toMatchObject({ name: "AbortError" });
});

test("parts of a long answer come before its end", async () => {
  const parts: unknown[] = [];
  const end = await client().ask("long", null, { part: (part) => parts.push(part) });
  expect([parts, end]).toEqual([[[1, 2], [3]], "done"]);
});
