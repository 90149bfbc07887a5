import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { merge } from "../../../runtime/wire/merge.ts";

type Message = { n?: number; bytes?: Uint8Array; list?: number[]; map?: Map<string, number>; inner?: Message };

const message = fc.letrec<{ message: Message }>((tie) => ({
  message: fc.record(
    {
      n: fc.nat(9),
      bytes: fc.uint8Array({ maxLength: 2 }),
      list: fc.array(fc.nat(9), { maxLength: 3 }),
      map: fc.array(fc.tuple(fc.constantFrom("a", "b"), fc.nat(9))).map((pairs) => new Map(pairs)),
      inner: fc.oneof({ maxDepth: 3 }, fc.constant({}), tie("message")),
    },
    { requiredKeys: [], noNullPrototype: true },
  ),
})).message;

/** Merges messages in the simplest way, without changing them. */
function merged(a: Message | undefined, b: Message): Message {
  const lists = [...(a?.list ?? []), ...(b.list ?? [])];
  const maps = new Map([...(a?.map ?? []), ...(b.map ?? [])]);
  return {
    ...a,
    ...b,
    ...((a?.list ?? b.list) && { list: lists }),
    ...((a?.map ?? b.map) && { map: maps }),
    ...(b.inner && { inner: merged(a?.inner, b.inner) }),
  };
}

describe("merge", () => {
  it("takes the later values, joins lists and maps, and merges nested messages", () => {
    fc.assert(
      fc.property(message, message, (earlier, later) => {
        const expected = merged(structuredClone(earlier), structuredClone(later));
        const into = structuredClone(earlier);
        expect(merge(into, structuredClone(later))).toBe(into);
        expect(into).toEqual(expected);
      }),
    );
    expect(merge(undefined, { n: 1 })).toEqual({ n: 1 });
  });

  it("joins long lists", () => {
    const long = Array.from({ length: 300_000 }, (_, i) => i);
    expect(merge({ list: [-1] }, { list: long }).list).toHaveLength(300_001);
  });
});
