import { type Checkpoint, EditError } from "criu-checkpoint";
import { describe, expect, it } from "vitest";
import { edited } from "../edit/edits.ts";

async function set(name: string, path: string, value: unknown): Promise<Checkpoint> {
  const { checkpoint } = await edited(name, [{ set: { [path]: value } }]);
  return checkpoint;
}

async function errorOf(path: string, value: unknown): Promise<string> {
  const result = await set("fds", path, value).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

/** Returns the first regular file of a checkpoint. */
async function firstFile(source: Checkpoint) {
  return (await source.read("FILES"))?.entries.find(({ reg }) => reg !== undefined);
}

describe("set", () => {
  it("chooses entries by index, by a value and by the name of an enum's value", async () => {
    for (const pick of ["0", "id=1", "reg.id=1", "reg.name=/tmp/corpus-src/w"]) {
      const after = await set("fds", `files.img[${pick}].reg.pos`, 7);
      expect((await firstFile(after))?.reg?.pos).toBe(7n);
    }
    const all = await set("fds", "files.img[* type=PIPE].pipe.flags", 1);
    const pipes = (await all.read("FILES"))?.entries.flatMap(({ pipe }) => pipe?.flags ?? []);
    expect(pipes).toEqual(Array(7).fill(1));
    const every = await set("fds", "files.img[* type=PIPE].id", 1).catch(String);
    expect(every).toContain("would break the checkpoint");
  });

  it("sets fields of the only entry, of the first message, in lists, and elements of lists", async () => {
    const [core] = (await edited("fds", [])).checkpoint.images.filter(({ image }) => image === "CORE");
    const after = await set("fds", `${core?.file}.tc.comm`, "web");
    expect(await after.read("CORE", core?.id)).toMatchObject({ entries: [{ tc: { comm: "web" } }] });
    const limits = await set("fds", `${core?.file}.tc.rlimits.rlimits[7].cur`, "0x10");
    const changed = await limits.read("CORE", core?.id);
    expect(changed?.entries[0]?.tc?.rlimits?.rlimits[7]?.cur).toBe(16n);
    const words = await set("fds", "files.img[0].reg.build_id[1]", 5);
    expect((await firstFile(words))?.reg?.build_id?.slice(0, 2)).toEqual([638_652_131, 5]);
    const list = await set("fds", "files.img[0].reg.build_id", [1, 2]);
    expect((await firstFile(list))?.reg?.build_id).toEqual([1, 2]);
  });

  it("removes an optional field, and empties a list", async () => {
    expect((await firstFile(await set("fds", "files.img[0].reg.size", null)))?.reg?.size).toBeUndefined();
    expect((await firstFile(await set("fds", "files.img[0].reg.build_id", null)))?.reg?.build_id ?? []).toEqual([]);
    expect(await errorOf("files.img[0].reg.pos", null)).toMatch(/pos is required$/);
  });

  it("takes the fields along that must be equal", async () => {
    const { checkpoint, edits } = await edited("fds", [
      { set: { "files.img[0].id": 4000 } },
      { set: { "mm-3438.img.exe_file_id": 4000, "mm-3438.img.vmas[* shmid=1].shmid": 4000 } },
    ]);
    expect(await firstFile(checkpoint)).toMatchObject({ id: 4000, reg: { id: 4000 } });
    expect(edits.map(({ path }) => path).slice(0, 3)).toEqual(["id", "reg.id", "exe_file_id"]);
  });

  it("refuses paths that lead nowhere", async () => {
    const errors: Readonly<Record<string, RegExp>> = {
      "files[0].id": /does not begin with the name of an image/,
      "other.img.id": /^other\.img\.id: the checkpoint has no image other\.img$/,
      "files.img": /names no field$/,
      "files.img.id": /\d+ entries are chosen: add \[N\] or \[field=value\], or \[\*\] for all$/,
      "files.img[id=999].id": /none of \d+ entries is chosen$/,
      "files.img[0].nam": /file_entry has no field nam: it has type, id, reg, /,
      "files.img[0].isk.state": /isk is absent$/,
      "files.img[0].id.x": /id is no message$/,
      "files.img[0].id[1]": /id is no list$/,
      "files.img[0].reg.build_id[9]": /build_id has 5 elements$/,
      "files.img[0].reg.build_id[a=1]": /an element of build_id is chosen by its index$/,
      "files.img[x].id": /"\[x\]" in .* is none of/,
      "files.img[0]id": /is no path from "id" on$/,
    };
    for (const [path, error] of Object.entries(errors)) expect(await errorOf(path, 1)).toMatch(error);
  });

  it("refuses values that the field cannot have", async () => {
    const errors: readonly [string, unknown, RegExp][] = [
      ["files.img[0].id", -1, /-1 lies outside of 0 to 4294967295$/],
      ["files.img[0].reg.pos", 1n << 64n, /lies outside of 0 to 18446744073709551615$/],
      ["files.img[0].id", "x", /"x" is not an integer$/],
      ["files.img[0].id", 1.5, /1\.5 is not an integer$/],
      ["files.img[0].reg.name", 1, /1 is not a text$/],
      ["files.img[0].reg.ext", 1, /1 is not true or false$/],
      ["files.img[0].type", "REGULAR", /REGULAR is no value of fd_types: it has UND, REG, /],
      ["files.img[0].reg", {}, /reg is a message: set a field in it$/],
      ["files.img[0].reg.build_id", 1, /build_id is a list: give all its elements/],
    ];
    for (const [path, value, error] of errors) expect(await errorOf(path, value)).toMatch(error);
  });
});
