import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { critgenHere, ROOT } from "../support/here.ts";
import { temporaryFolder } from "../support/schema.ts";

const FILES = join(ROOT, "test/fixtures/images/fds/files.img");

describe("names for people", () => {
  it("are shown by show and by decode --names, and by decode --pretty are not", async () => {
    const shown = await critgenHere(["show", FILES]);
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toContain('"mode": "S_IFCHR | S_IRUSR');
    expect(await critgenHere(["decode", "--names", FILES])).toEqual(shown);
    const pretty = await critgenHere(["decode", "--pretty", FILES]);
    expect(pretty.out).toMatch(/"mode": \d+/);
    expect(pretty.out).not.toContain("S_IF");
  });

  it("are taken by encode", async () => {
    const folder = temporaryFolder();
    const [json, image] = [join(folder, "files.json"), join(folder, "files.img")];
    expect(await critgenHere(["decode", "--names", FILES, "-o", json])).toMatchObject({ code: 0 });
    expect(await critgenHere(["encode", json, "-o", image])).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(image)).toEqual(readFileSync(FILES));
    writeFileSync(json, readFileSync(json, "utf8").replace("S_IFCHR", "S_IFCHAR"));
    expect(await critgenHere(["encode", json, "-o", image])).toMatchObject({
      code: 2,
      err: expect.stringMatching(/'S_IFCHAR[^']*' is not a name of mode/),
    });
  });

  it("are those of a schema that is given", async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, "fork/messages"), { recursive: true });
    const write = (file: string, text: string): void => writeFileSync(join(folder, "fork", file), text);
    write(
      "images.yaml",
      "images:\n  ACME: { about: An image, file: acme.img, magic: 0x50061432, town: Prague, entries: acme }\n",
    );
    write("messages/acme.proto", 'syntax = "proto2";\nmessage acme { required uint32 signal = 1; }\n');
    write("display.yaml", "flags: {}\ndicts: {}\nnames:\n  acme: { fields: [acme.signal], values: { 9: KILLED } }\n");
    const [json, image] = [join(folder, "acme.json"), join(folder, "acme.img")];
    writeFileSync(json, '{"magic": "ACME", "entries": [{"signal": "KILLED"}]}');
    const schema = ["--schema", join(folder, "fork")];
    expect(await critgenHere(["encode", json, "-o", image, ...schema])).toMatchObject({ code: 0, err: "" });
    expect((await critgenHere(["show", image, ...schema])).out).toContain('"signal": "KILLED"');
    expect((await critgenHere(["decode", image, ...schema])).out).toContain('{"signal": 9}');
  });
});
