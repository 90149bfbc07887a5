import { type Checkpoint, compareCheckpoints, openCheckpoint as openBytes, validate } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Opened } from "../../../../studio/engine/opened.ts";
import { Session } from "../../../../studio/engine/session.ts";
import type { Call } from "../../../../studio/rpc/message.ts";
import { editAnswers } from "../../../../studio/views/edit/answers.ts";
import type { ChosenFile } from "../../../../studio/views/edit/archive.ts";
import { archiveName } from "../../../../studio/views/edit/archive-name.ts";
import { recipeForms } from "../../../../studio/views/edit/forms.ts";

const RECIPE = "- hostname: web-2\n";

let session: Session;
let source: Checkpoint;
let opened: Opened;
const controller = new AbortController();
const call: Call = { signal: controller.signal, progress: () => {}, part: () => {} };

beforeEach(async () => {
  session = new Session();
  source = await openCheckpoint("test/fixtures/images/uts");
  session.add("uts", source);
  opened = session.get("uts");
});
afterEach(async () => {
  await source.close();
});

async function openedBlob(blob: Blob | undefined): Promise<Checkpoint> {
  if (blob === undefined) throw new Error("no Blob");
  return openBytes(blob);
}

test("a preview tells the differences, as a comparison does, and findings", async () => {
  const found = await editAnswers["edit.preview"](opened, { text: RECIPE }, call);
  expect(found).toMatchObject({ state: "done", edits: 1, notes: [], findings: [{ code: "missing-file" }] });
  const differences = found.state === "done" ? found.differences.differences : [];
  expect(differences).toMatchObject([{ topic: "namespaces", path: "nodename", after: "web-2" }]);
});

test("a recipe that is wrong, or breaks the checkpoint, is refused with its reasons", async () => {
  const wrong = await editAnswers["edit.preview"](opened, { text: "- no-verb: 1\n" }, call);
  expect(wrong).toMatchObject({ state: "refused", findings: [] });
  expect(wrong.state === "refused" && wrong.reason).toMatch(/^step 1: unknown verb no-verb/);
  const text = `- hostname: ${"a".repeat(100)}\n`;
  const breaking = await editAnswers["edit.preview"](opened, { text }, call);
  expect(breaking).toMatchObject({ state: "refused", findings: [{ code: "over-limit" }] });
});

test("an archive has the edit, and nothing else", async () => {
  for (const form of ["tar", "tar.gz"] as const) {
    const saved = await openedBlob(await editAnswers["edit.archive"](opened, { text: RECIPE, form }, call));
    expect(saved.store.form).toBe(form);
    expect(await validate(saved)).toEqual(await validate(source));
    const { changes, pages } = await compareCheckpoints(source, saved);
    expect(changes.map(({ path, after }) => [path, after])).toEqual([["nodename", "web-2"]]);
    expect(pages).toEqual([]);
  }
});

test("an archive goes into a chosen file piece by piece; one that is cancelled is not closed", async () => {
  const written: Uint8Array[] = [];
  const ends: string[] = [];
  const file = {
    createWritable: async () => ({
      write: async (chunk: Uint8Array) => void written.push(chunk),
      close: async () => void ends.push("closed"),
      abort: async () => void ends.push("aborted"),
    }),
  } as unknown as ChosenFile;
  const wanted = { text: RECIPE, form: "tar", file } as const;
  expect(await editAnswers["edit.archive"](opened, wanted, call)).toBeUndefined();
  expect(ends).toEqual(["closed"]);
  const saved = await openedBlob(new Blob(written as Uint8Array<ArrayBuffer>[]));
  expect(saved.images).toHaveLength(source.images.length);
  const broken = {
    ...call,
    progress: () => {
      throw new Error("stopped");
    },
  };
  await expect(editAnswers["edit.archive"](opened, wanted, broken)).rejects.toThrow("stopped");
  expect(ends).toEqual(["closed", "aborted"]);
});

test("the type of a value is checked before its step is added", async () => {
  const file = source.find("UTSNS")?.file ?? "";
  const add = (value: string): unknown =>
    editAnswers["edit.set"](opened, { text: "", path: `${file}[0].nodename`, value }, call);
  expect(await add('"42"')).toBe(`- set: { "${file}[0].nodename": "42" }\n`);
  await expect(add("42")).rejects.toThrow(/42 is not a text/);
  await expect(add("web: [")).rejects.toThrow(file);
});

test("an edited checkpoint can be opened, and outlives its source", async () => {
  const summary = await editAnswers["edit.open"](opened, { text: RECIPE }, call);
  expect(summary.name).toBe("uts edited");
  let closed = 0;
  Object.assign(source, { close: async () => void closed++ });
  await session.close("uts");
  expect(closed).toBe(0);
  const { checkpoint } = session.get("uts edited");
  const file = checkpoint.find("UTSNS");
  expect((await checkpoint.read("UTSNS", file?.id))?.entries[0]?.nodename).toBe("web-2");
  await session.close("uts edited");
  expect(closed).toBe(1);
});

test("names of archives and commands are safe", () => {
  expect(archiveName("pod.tar.zst", "tar")).toBe("pod-edited.tar");
  expect(archiveName("../a b:checkpoint", "tar.gz")).toBe("..-a-b-checkpoint-edited.tar.gz");
  expect(recipeForms("a b", RECIPE).command).toBe(
    "critgen edit 'a b' - -o a-b-edited.tar <<'RECIPE'\n- hostname: web-2\nRECIPE",
  );
});
