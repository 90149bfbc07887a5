import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Parts } from "../../../studio/engine/parts.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function call(controller = new AbortController()): {
  readonly parts: Parts<number>;
  readonly sent: unknown[];
  readonly controller: AbortController;
} {
  const sent: unknown[] = [];
  const part = (one: unknown): void => void sent.push(one);
  return { parts: new Parts<number>({ signal: controller.signal, progress: () => {}, part }), sent, controller };
}

test("items are sent together, at the latest when it is another request's turn", async () => {
  const { parts, sent } = call();
  await parts.add(1);
  await parts.add(2);
  expect(sent).toEqual([]);
  vi.advanceTimersByTime(50);
  const turn = parts.add(3);
  await vi.runAllTimersAsync();
  await turn;
  expect(sent).toEqual([[1, 2, 3]]);
  parts.send();
  expect(sent).toHaveLength(1);
  expect(parts.count).toBe(3);
});

test("an end that arrives in a turn ends the work", async () => {
  const { parts, controller } = call();
  vi.advanceTimersByTime(50);
  const turn = expect(parts.turn()).rejects.toThrow("enough");
  controller.abort(new Error("enough"));
  await vi.runAllTimersAsync();
  await turn;
});
