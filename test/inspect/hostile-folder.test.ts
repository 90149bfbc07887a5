import { copyFileSync, mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { bash } from "../support/cli.ts";
import { critgenHere } from "../support/here.ts";
import { temporaryFolder } from "../support/schema.ts";
import { strangersFolder } from "../support/strangers.ts";
import { copyOf } from "./explore/support.ts";

/** Commands that read a folder; each must end by itself, and show nothing from outside the folder. */
const COMMANDS = [
  ["compat", "FOLDER"],
  ["info", "FOLDER"],
  ...["ps", "fds", "mems", "rss", "sk"].map((what) => ["x", "FOLDER", what]),
];

describe("in a folder with links, pipes, sockets and devices under the names of images", () => {
  const { folder, kinds } = strangersFolder(afterAll);
  const named = kinds.filter(([name]) => name.endsWith(".img"));

  it.each(COMMANDS)("%s %s %s ends, and shows nothing from outside the folder", async (...words) => {
    copyFileSync("test/fixtures/images/basic/pstree.img", join(folder, "pstree.img"));
    const { code, out, err } = await critgenHere(words.map((word) => (word === "FOLDER" ? folder : word)));
    expect(code).toBeGreaterThan(0);
    expect(`${out}${err}`).not.toContain("root:");
    rmSync(join(folder, "pstree.img"));
  });

  it("compat and info list the skipped files with their kinds", async () => {
    copyFileSync("test/fixtures/images/basic/pstree.img", join(folder, "pstree.img"));
    const { code, err } = await critgenHere(["compat", folder]);
    expect(code).toBe(2);
    expect(err.trim().split("\n")).toEqual(
      named.map(([name, kind]) => `critgen: ${join(folder, name)}: skipped: a ${kind}`),
    );
    const info = JSON.parse((await critgenHere(["info", folder])).out) as { problems: object[]; others: object[] };
    expect(info.problems).toEqual(
      named.map(([file, kind]) => ({ file, code: "no-file", message: `skipped: a ${kind}` })),
    );
    expect(info.others).toEqual(expect.arrayContaining(kinds.map(([file, kind]) => ({ file, kind }))));
    rmSync(join(folder, "pstree.img"));
  });
});

describe("an image that x needs", () => {
  let folder = "";
  beforeAll(() => {
    folder = copyOf("basic", afterAll);
  });

  it.each([
    ["core-2525.img", "a link", () => symlinkSync("/etc/passwd", join(folder, "core-2525.img"))],
    ["pstree.img", "a link", () => symlinkSync("/dev/zero", join(folder, "pstree.img"))],
    ["pstree.img", "a folder", () => mkdirSync(join(folder, "pstree.img"))],
    ["pstree.img", "a pipe", () => bash(`mkfifo '${join(folder, "pstree.img")}'`)],
  ])("is refused if it is not a regular file: %s, %s", async (file, kind, make) => {
    rmSync(join(folder, file), { recursive: true, force: true });
    make();
    const { code, out, err } = await critgenHere(["x", folder, "ps"]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toBe(`critgen: ${join(folder, file)}: only regular files of a checkpoint are read: found ${kind}\n`);
    rmSync(join(folder, file), { recursive: true, force: true });
    copyFileSync(join("test/fixtures/images/basic", file), join(folder, file));
  });

  it.each(["nothing", "an image"])(
    "is refused at once if it is sparse and larger than any memory, and begins with %s",
    async (start) => {
      const own = copyOf("basic");
      for (const file of ["core-2525.img", "files.img"]) {
        if (start === "nothing") writeFileSync(join(own, file), "");
        truncateSync(join(own, file), 2 ** 43);
      }
      const ps = await critgenHere(["x", own, "ps"]);
      expect(ps).toMatchObject({ code: 2, err: expect.stringContaining("core-2525.img: larger than 1 GiB") });
      for (const command of ["compat", "info"]) {
        const { code, err, out } = await critgenHere([command, own]);
        expect(code).toBeGreaterThan(0);
        expect(`${err}${out}`).toContain("core-2525.img");
      }
      const image = await critgenHere(["info", join(own, "files.img")]);
      expect(image.code).toBeGreaterThan(0);
    },
  );
});

it("commands accept a link to a folder as their argument", async () => {
  const link = join(temporaryFolder(), "link");
  symlinkSync(copyOf("basic"), link);
  for (const words of [
    ["x", link, "ps"],
    ["compat", link],
    ["info", link],
  ]) {
    expect(await critgenHere(words)).toMatchObject({ err: "" });
  }
});

it("commands accept a pipe, a link or standard input as their argument", () => {
  const image = "test/fixtures/images/basic/pstree.img";
  const link = join(temporaryFolder(), "pstree.img");
  symlinkSync(join(process.cwd(), image), link);
  const { out, code } = bash(
    `set -e
     critgen decode -i /dev/stdin < ${image} | head -c 20
     cat ${image} | critgen info /dev/stdin | grep image
     critgen compat <(cat ${image}) | head -c 8
     critgen decode '${link}' | head -c 20`,
  );
  expect(code).toBe(0);
  expect(out.match(/PSTREE/g)).toHaveLength(3);
  expect(out).toContain("/dev/fd/");
});
