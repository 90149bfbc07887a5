import { decodeCoreImage, encodeCoreImage } from "criu-images";
import { describe, expect, it } from "vitest";
import { decodeTaskCore } from "../../../inspect/explore/task-core.ts";
import { beginning, concat, words } from "../../support/build.ts";
import { corpus } from "../../support/corpus.ts";

const cores = corpus().filter(({ name }) => name.startsWith("core-"));

/** Returns what listings need of a core by the decoder of all its fields. */
function expected(bytes: Uint8Array): object[] {
  return decodeCoreImage(bytes).entries.map(({ tc, ids }) => ({
    ...(tc && { comm: tc.comm, task_state: tc.task_state, exit_code: tc.exit_code }),
    ...(ids && { files_id: ids.files_id }),
  }));
}

describe("reading a part of a core", () => {
  it("gives the values that decoding gives, for each real core", () => {
    expect(cores.length).toBeGreaterThan(20);
    for (const { bytes } of cores) expect(decodeTaskCore(bytes).entries).toEqual(expected(bytes));
  });

  it("gives names that are no UTF-8 as decoding does", () => {
    const [image] = cores.map(({ bytes }) => decodeCoreImage(bytes)).filter(({ entries: [core] }) => core?.tc);
    const tc = image?.entries[0]?.tc;
    if (image === undefined || tc === undefined) return expect.unreachable();
    const odd = encodeCoreImage({
      ...image,
      entries: [{ ...image.entries[0], tc: { ...tc, comm: "w\udcff\u00e9" } }],
    } as never);
    expect(decodeTaskCore(odd).entries[0]?.comm).toBe("w\udcff\u00e9");
    expect(decodeTaskCore(odd).entries).toEqual(expected(odd));
  });

  it("refuses what is no core, or ends inside one", () => {
    const [{ bytes } = { bytes: new Uint8Array() }] = cores;
    expect(() => decodeTaskCore(bytes.subarray(0, -1))).toThrow("CORE, entry 0, offset 8: the bytes end too early");
    expect(() => decodeTaskCore(new Uint8Array(12))).toThrow("not this image's magic");
  });

  it("refuses a core without a field that is required and shown, as decoding does", () => {
    // mtype, and a tc with nothing but task_state.
    const message = Uint8Array.of(8, 1, 0x1a, 2, 8, 2);
    const image = concat(beginning("CORE"), words(true, message.length), message);
    expect(() => decodeCoreImage(image)).toThrow("a required field is missing");
    expect(() => decodeTaskCore(image)).toThrow("CORE, tc.comm: a required field is missing");
  });
});
