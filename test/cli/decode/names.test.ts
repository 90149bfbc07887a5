import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NAMES } from "criu-images/names";
import { describe, expect, it } from "vitest";
import { nameText } from "../../../runtime/json/text/names.ts";
import { critgenHere, ROOT } from "../../support/here.ts";
import { temporaryFolder } from "../../support/schema.ts";

const FILES = join(ROOT, "test/fixtures/images/fds/files.img");

describe("names for people", () => {
  it("appear with show and decode --names, but not with decode --pretty", async () => {
    const shown = await critgenHere(["show", FILES]);
    expect(shown).toMatchObject({ code: 0, err: "" });
    expect(shown.out).toContain('"mode": "S_IFCHR | S_IRUSR');
    expect(await critgenHere(["decode", "--names", FILES])).toEqual(shown);
    const pretty = await critgenHere(["decode", "--pretty", FILES]);
    expect(pretty.out).toMatch(/"mode": \d+/);
    expect(pretty.out).not.toContain("S_IF");
  });

  it("are accepted by encode", async () => {
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

  it("include keys of the auxiliary vector, exits of tasks, and settings of a terminal", async () => {
    const folder = temporaryFolder();
    const [json, image] = [join(folder, "in.json"), join(folder, "in.img")];
    const MM = join(ROOT, "test/fixtures/images/fds/mm-3438.img");
    const { out } = await critgenHere(["show", MM]);
    // 6 is a key; as a value it would stay a number.
    expect(out.replaceAll(/\s+/g, " ")).toMatch(/"AT_PAGESZ", 4096, /);
    writeFileSync(json, out);
    expect(await critgenHere(["encode", json, "-o", image])).toMatchObject({ code: 0, err: "" });
    expect(readFileSync(image)).toEqual(readFileSync(MM));
    writeFileSync(json, out.replace("4096", '"AT_PAGESZ"'));
    expect((await critgenHere(["encode", json, "-o", image])).err).toContain("'AT_PAGESZ' is not");
    for (const [number, text] of [
      [0, "EXIT_0"],
      [0x100, "EXIT_1"],
      [0xff00, "EXIT_255"],
      [9, "SIGKILL"],
      [0x80 | 11, "SIGSEGV | CORE_DUMPED"],
      [40, "SIG40"],
    ] as const) {
      const core = join(ROOT, "test/fixtures/images/fds/core-3438.img");
      const named = await critgenHere(["show", core]);
      writeFileSync(json, named.out.replace(/"exit_code": [^,]+/, `"exit_code": ${number}`));
      await critgenHere(["encode", json, "-o", image]);
      const shown = (await critgenHere(["show", image])).out;
      expect(
        shown
          .split(/"exit_code": "([^"]+)"/)[1]
          ?.split(" | ")
          .sort(),
      ).toEqual(text.split(" | ").sort());
      writeFileSync(json, shown);
      const again = join(folder, "again.img");
      await critgenHere(["encode", json, "-o", again]);
      expect(readFileSync(again)).toEqual(readFileSync(image));
    }
    const names = NAMES["termios_entry.c_cflag"];
    expect(names && nameText(0xcbd, names, 0)).toBe("B9600 | CS8 | CREAD | HUPCL | CLOCAL");
    expect(names && nameText(0x10b2, names, 0)).toBe("B115200 | CS8 | CREAD");
  });

  it("appear with dissect too, beside their numbers", async () => {
    const { out } = await critgenHere(["dissect", join(ROOT, "test/fixtures/images/fds/core-3438.img")]);
    expect(out).toMatch(/exit_code = EXIT_0 \(0\)/);
    expect(out.replaceAll(/\s+/g, " ")).toMatch(/rlimits\[7\]: rlimit_entry, RLIMIT_NOFILE/);
    const mm = await critgenHere(["dissect", join(ROOT, "test/fixtures/images/fds/mm-3438.img")]);
    expect(mm.out).toMatch(/mm_saved_auxv\[\d*[02468]\] = AT_PAGESZ \(6\)/);
  });

  it("can come from another schema", async () => {
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
