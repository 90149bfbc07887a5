import { join } from "node:path";
import {
  type Checkpoint,
  commandLine,
  EditError,
  editCheckpoint,
  environment,
  openMemory,
  type Recipe,
} from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { MEMORY } from "../../support/checkpoints.ts";
import { temporaryFolder } from "../../support/schema.ts";
import { contentOf } from "../edit/edits.ts";

const PID = 32_621;

async function threads(): Promise<Checkpoint> {
  return openCheckpoint(join(MEMORY, "threads/images"));
}

async function edited(source: Checkpoint, recipe: Recipe): Promise<Checkpoint> {
  const { checkpoint } = await editCheckpoint(source, recipe);
  return checkpoint;
}

async function errorOf(recipe: Recipe): Promise<string> {
  const result = await edited(await threads(), recipe).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

describe("arg", () => {
  const arg = (index: number, value: string): Recipe => [{ arg: { pid: PID, index, value } }];

  it("changes an argument where it lies, and back", async () => {
    const source = await threads();
    expect(await commandLine(await openMemory(source, PID))).toEqual(["./weave", "beta-queue", "--unused=1"]);
    const after = await edited(source, arg(1, "alfa"));
    // The room that is left holds zeros: the process sees empty texts there.
    const texts = (await commandLine(await openMemory(after, PID))).filter((text) => text !== "");
    expect(texts).toEqual(["./weave", "alfa", "--unused=1"]);
    const back = await edited(after, arg(1, "beta-queue"));
    expect(await contentOf(back)).toEqual(await contentOf(source));
  });

  it("refuses what does not fit, and numbers of no argument", async () => {
    expect(await errorOf(arg(1, "beta-queues"))).toBe(
      "step 1, arg.value: there is room for 10 bytes, and 11 are needed: choose a shorter text",
    );
    expect(await errorOf(arg(3, "x"))).toBe("step 1, arg.index: the process has 3 arguments");
    expect(await errorOf(arg(1, "a\0b"))).toMatch(/a text with a zero byte ends there$/);
    expect(await errorOf([{ arg: { pid: 9, index: 0, value: "x" } }])).toMatch(/^memory of process 9: /);
  });
});

describe("env", () => {
  const env = (name: string, value: string): Recipe => [{ env: { pid: PID, name, value } }];

  it("changes a variable, and back", async () => {
    const source = await threads();
    const [first = ""] = await environment(await openMemory(source, PID));
    const [name = "", value = ""] = first.split("=");
    const after = await edited(source, env(name, value.slice(0, 1)));
    expect((await environment(await openMemory(after, PID)))[0]).toBe(`${name}=${value.slice(0, 1)}`);
    expect(await contentOf(await edited(after, env(name, value)))).toEqual(await contentOf(source));
    expect(await errorOf(env(name, `${value}x`))).toMatch(/^step 1, env\.value: there is room for/);
    expect(await errorOf(env("NO_SUCH", ""))).toBe("step 1, env.name: the environment has no such variable");
  });
});

describe("a variable of the environment", () => {
  const add = (name: string, value: string): Recipe => [{ "add-env": { pid: PID, name, value } }];
  const remove = (name: string): Recipe => [{ "remove-env": { pid: PID, name } }];
  const variables = async (checkpoint: Checkpoint): Promise<string[]> =>
    (await environment(await openMemory(checkpoint, PID))).filter((text) => text !== "");

  it("is removed, and added in the room of another one", async () => {
    const source = await threads();
    const before = await variables(source);
    const [first = "", second = "", third = ""] = before;
    const name = (text: string): string => text.split("=")[0] ?? "";
    const removed = await edited(source, remove(name(second)));
    expect(await variables(removed)).toEqual([first, ...before.slice(2)]);
    const value = second.slice(name(second).length + 1);
    expect(await contentOf(await edited(removed, add(name(second), value)))).toEqual(await contentOf(source));
    const room = second.length;
    const other = `N=${"x".repeat(room - 2)}`;
    expect(await variables(await edited(removed, add("N", other.slice(2))))).toEqual([
      first,
      other,
      ...before.slice(2),
    ]);
    // The pointer to the next text ends the room, although that is removed, too.
    const both = await edited(removed, remove(name(third)));
    expect((await variables(await edited(both, add("N", other.slice(2))))).length).toBe(before.length - 1);
    const both2 = editCheckpoint(both, add("N", "x".repeat(Math.max(room, third.length) - 1)));
    await expect(both2).rejects.toThrow(/there is room for \d+ bytes, and \d+ are needed: remove a longer variable/);
  });

  it("is refused if it is there, or is not, or has no room", async () => {
    const [first = ""] = await variables(await threads());
    const [name = ""] = first.split("=");
    expect(await errorOf(add(name, "x"))).toBe(
      "step 1, add-env.name: the environment has this variable: change it with env",
    );
    expect(await errorOf(add("N", "x"))).toMatch(
      /^step 1, add-env\.value: there is room for 0 bytes, and 3 are needed/,
    );
    expect(await errorOf(add("a=b", "x"))).toBe("step 1, add-env.name: a name without = is expected");
    expect(await errorOf(remove("NO_SUCH"))).toBe("step 1, remove-env.name: the environment has no such variable");
  });

  it("is refused if the start of the stack is not as the kernel writes it", async () => {
    const source = await threads();
    const memory = await openMemory(source, PID);
    const { mm_start_stack } = memory.bounds;
    await memory.write(mm_start_stack + 8n, new Uint8Array(8));
    const files = await memory.changes();
    const { saveCheckpoint } = await import("criu-checkpoint/node");
    const path = join(temporaryFolder(), "saved.tar");
    await saveCheckpoint(source, path, { files, form: "tar" });
    await expect(editCheckpoint(await openCheckpoint(path), add("N", "x"))).rejects.toThrow(
      /does not have the pointers/,
    );
  });
});

describe("replace", () => {
  const replace = (from: unknown, to: unknown, pid: number = PID): Recipe => [{ replace: { pid, from, to } }];

  it("replaces a text wherever it stands, and back", async () => {
    const source = await threads();
    const { checkpoint: after, edits } = await editCheckpoint(source, replace("beta-queue", "gama-queue"));
    expect(edits.length).toBeGreaterThan(0);
    expect((await commandLine(await openMemory(after, PID)))[1]).toBe("gama-queue");
    expect(await contentOf(await edited(after, replace("gama-queue", "beta-queue")))).toEqual(await contentOf(source));
  });

  it("notes that the new text is there, if it is applied again", async () => {
    const first = await editCheckpoint(await threads(), replace("beta-queue", "gama-queue"));
    expect(first.notes).toEqual([]);
    const again = await editCheckpoint(first.checkpoint, replace("beta-queue", "gama-queue"));
    expect([again.edits, again.notes]).toEqual([
      [],
      [expect.stringMatching(/^step 1, replace\.to: it is there already, at 0x[\da-f]+$/)],
    ]);
    expect(await contentOf(again.checkpoint)).toEqual(await contentOf(first.checkpoint));
  });

  it("refuses another length, nothing, and texts that are not there", async () => {
    expect(await errorOf(replace("beta", "be"))).toMatch(/4 bytes are expected, as many as it replaces: 2 are given$/);
    expect(await errorOf(replace("", ""))).toBe("step 1, replace.from: it is empty");
    expect(await errorOf(replace("no such text at all", "NO SUCH TEXT AT ALL"))).toMatch(/it is not in the memory/);
    expect(await errorOf(replace("\0", "x"))).toMatch(/there are more than 100000 places: give a longer text$/);
  });

  it("brings a changed page of a parent into this dump", async () => {
    const last = await openCheckpoint(join(MEMORY, "chain/3"));
    const pid = last.images.find(({ image }) => image === "MM")?.id as number;
    const before = await openMemory(last, pid);
    const start = 0x100_0000_0000n; // the area `constant`, which level 0 holds
    const text = async (memory: typeof before): Promise<string> =>
      Buffer.from(await memory.read(start, 8192)).toString("latin1");
    const old = (await text(before)).slice(0, 4096);
    const word = /page (\d+)/.exec(old)?.[0] ?? "";
    const other = word.toUpperCase();
    const after = await openMemory(await edited(last, replace(word, other, pid)), pid);
    expect(old).toContain(word);
    expect(await text(after)).toBe((await text(before)).replaceAll(word, other));
    const levels = async (memory: typeof before): Promise<number[]> => {
      const found: number[] = [];
      for await (const { level } of memory.pages(start, start + 8192n)) found.push(level);
      return found;
    };
    expect([await levels(before), await levels(after)]).toEqual([
      [3, 3],
      [0, 3],
    ]);
  });
});
