import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { dissectImage } from "../../../inspect/dissect/image.ts";
import { TONES } from "../../../studio/compiler/tones.ts";
import { ROOT } from "../../support/run.ts";
import { pageCompiler } from "./page-compiler.ts";

const FILE = "pstree.img";
const BYTES = new Uint8Array(readFileSync(join(ROOT, "test/fixtures/images/basic", FILE)));
const words = (tones: Uint8Array | undefined): string[] => Array.from(tones ?? [], (tone) => TONES[tone] ?? "");

describe("an image in the page", () => {
  it("is decoded by the schema as `critgen dissect` does", async () => {
    const compiler = pageCompiler();
    await compiler.ask("start", { name: "critgen" });
    await compiler.ask("setImage", { image: { name: FILE, bytes: BYTES } });
    expect(await compiler.ask("decode", undefined)).toMatchObject({ image: "PSTREE", isStale: false });
    const paths = [...dissectImage(BYTES, FILE)].filter(({ entry }) => entry === 0).map(({ path }) => path);
    expect((await compiler.ask("nodes", { entry: 0 })).map(({ path }) => path)).toEqual(paths);
  });

  it("is decoded again after each change, as long as the schema has no problems", async () => {
    const compiler = pageCompiler();
    const path = "messages/tags.proto";
    const text = new Map(await compiler.ask("start", { name: "image" })).get(path) ?? "";
    await compiler.ask("setImage", { image: await compiler.ask("sample", undefined) });
    const labels = async (): Promise<string[]> => {
      await compiler.ask("decode", undefined);
      return (await compiler.ask("nodes", { entry: 0 })).map(({ label }) => label.replace(/\[.*/, ""));
    };
    expect(await labels()).toContain("label");
    await compiler.ask("edit", { path, text: text.replace(/label +=/, "mark =") });
    expect(await labels()).toContain("mark");
    await compiler.ask("edit", { path, text: text.replace("message", "massage") });
    expect(await compiler.ask("decode", undefined)).toMatchObject({ image: "TAGS", isStale: true });
    expect(await labels()).toContain("mark");
  });

  it("has a meaning for each byte, up to the break", async () => {
    const compiler = pageCompiler();
    await compiler.ask("start", { name: "critgen" });
    await compiler.ask("setImage", { image: { name: FILE, bytes: BYTES } });
    await compiler.ask("decode", undefined);
    const whole = words(await compiler.ask("tones", { from: 0, to: BYTES.length }));
    expect(whole.slice(0, 12)).toEqual([...Array(8).fill("word"), ...Array(4).fill("frame")]);
    expect(whole).not.toContain("");
    expect(whole).not.toContain("unread");
    await compiler.ask("setImage", { image: { name: FILE, bytes: BYTES.slice(0, -1) } });
    await compiler.ask("decode", undefined);
    expect(words(await compiler.ask("tones", { from: 0, to: BYTES.length - 1 }))).toContain("unread");
  });

  it("can be a sample of the schema", async () => {
    const compiler = pageCompiler();
    await compiler.ask("start", { name: "image" });
    const image = await compiler.ask("sample", undefined);
    expect(image?.name).toBe("tags.img");
    await compiler.ask("setImage", { image });
    expect(await compiler.ask("decode", undefined)).toMatchObject({ image: "TAGS", entries: 2 });
    expect(await compiler.ask("fieldAbout", { message: "tag_entry", number: 1 })).toMatchObject({
      doc: "The process, by its number in the container.",
      file: "messages/tags.proto",
    });
  });
});
