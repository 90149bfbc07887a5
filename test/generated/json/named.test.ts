import { imageOfFile } from "criu-images";
import { imageToJson, jsonToImage } from "criu-images/json";
import { imageLayouts } from "criu-images/layouts";
import { NAMES, withNames } from "criu-images/names";
import { describe, expect, it } from "vitest";
import { corpus } from "../../support/corpus.ts";
import { expectBytes, FORMS } from "../../support/json.ts";

/* Layouts with names for people put the names into pretty JSON, and read them back. */

const NAMED = withNames(imageLayouts, NAMES);
const files = corpus().filter(({ name }) =>
  imageLayouts.some(({ image, magic }) => image === imageOfFile(name)?.image && magic !== undefined),
);
const fileOf = (path: string) => files.find((file) => file.path === path) ?? { name: "", bytes: new Uint8Array() };

function shown(path: string): string {
  const { name, bytes } = fileOf(path);
  return imageToJson(NAMED, bytes, { file: name, pretty: true });
}

describe("layouts with names", () => {
  it("convert JSON with and without names back to each real image", () => {
    expect(files.length).toBeGreaterThan(400);
    for (const { path, name, bytes } of files) {
      expectBytes(jsonToImage(NAMED, imageToJson(NAMED, bytes, { file: name, pretty: true })), bytes, path);
      for (const form of FORMS)
        expectBytes(jsonToImage(NAMED, imageToJson(imageLayouts, bytes, { file: name, ...form })), bytes, path);
    }
  });

  it("change only pretty JSON", () => {
    for (const { path, name, bytes } of files)
      expect(imageToJson(NAMED, bytes, { file: name }), path).toBe(imageToJson(imageLayouts, bytes, { file: name }));
  });
});

describe("the pretty JSON of a process", () => {
  const core = files.find(({ name }) => name.startsWith("core-"));
  const text = shown(core?.path ?? "");
  const { tc, thread_core: thread } = JSON.parse(text).entries[0];

  it("names its limits, in the kernel's order", () => {
    const limits = tc.rlimits.rlimits as { $name: string; cur: unknown; max: unknown }[];
    expect(limits.map(({ $name }) => $name)).toEqual(
      ["CPU", "FSIZE", "DATA", "STACK", "CORE", "RSS", "NPROC", "NOFILE", "MEMLOCK", "AS", "LOCKS"]
        .concat(["SIGPENDING", "MSGQUEUE", "NICE", "RTPRIO", "RTTIME"])
        .map((name) => `RLIMIT_${name}`),
    );
    expect(limits[0]).toMatchObject({ cur: "RLIM_INFINITY", max: "RLIM_INFINITY" });
    expect(limits[7]?.cur).toBeTypeOf("number");
  });

  it("names the signal of each handler, without SIGKILL and SIGSTOP", () => {
    const names = (tc.sigactions as { $name: string }[]).map(({ $name }) => $name);
    expect(names).toHaveLength(62);
    expect([names[0], names[7], names[8], names[16], names[17], names[29], names[31], names.at(-1)]).toEqual([
      ...["SIGHUP", "SIGFPE", "SIGUSR1", "SIGCONT", "SIGTSTP", "SIG32", "SIGRTMIN", "SIGRTMIN+30"],
    ]);
  });

  it("names capabilities, scheduling policy and state", () => {
    expect(thread.creds.cap_eff[0]).toContain("CAP_CHOWN | CAP_DAC_OVERRIDE");
    expect(thread.creds.cap_bnd[1]).toContain("CAP_MAC_OVERRIDE");
    expect(thread.sched_policy).toBe("SCHED_NORMAL");
    expect(tc.task_state).toBe("TASK_ALIVE");
  });

  const edit = (from: string | RegExp, to: string) => () => jsonToImage(NAMED, text.replace(from, to));

  it("is refused with a name at a wrong index, in a wrong word or with a misspelling", () => {
    expect(edit('"RLIMIT_FSIZE"', '"RLIMIT_CPU"')).toThrow(
      /rlimits\[1\].*the index makes this RLIMIT_FSIZE, not 'RLIMIT_CPU'.*remove \$name/,
    );
    expect(edit("CAP_CHOWN", "CAP_MAC_OVERRIDE")).toThrow(/'CAP_MAC_OVERRIDE[^']*' is not a name of capability/);
    expect(edit("SCHED_NORMAL", "SCHED_NORMALL")).toThrow(/not a name of scheduler \(did you mean SCHED_NORMAL\?\)/);
    expect(edit('"comm"', '"$name": "x", "comm"')).toThrow(/'\$name' is not a field of task_core_entry/);
  });

  it("is accepted with edited names, numbers in their place or missing names of elements", () => {
    const bytes = core?.bytes ?? new Uint8Array();
    expect(edit(/"\$name": "\w+(\+\d+)?",\s*/g, "")()).toEqual(bytes);
    const other = edit('"SCHED_NORMAL"', '"SCHED_FIFO"')();
    expect(JSON.parse(imageToJson(imageLayouts, other)).entries[0].thread_core.sched_policy).toBe(1);
    expect(edit('"SCHED_NORMAL"', "0")()).toEqual(bytes);
    expect(edit('"TASK_ALIVE"', '"Alive"')()).toEqual(bytes);
  });
});

it("pretty JSON keeps unnamed numbers, and shows unnamed bits after the flags", () => {
  const sent = { pid: 1, uid: 0, euid: 0, signum: 99, pid_type: 7 };
  const json = JSON.stringify({
    magic: "PIPES",
    entries: [
      { id: 1, pipe_id: 2, flags: "0x80000801", fown: sent },
      { id: 1, pipe_id: 2, flags: 0, fown: { ...sent, signum: 9 } },
    ],
  });
  const image = jsonToImage(imageLayouts, json);
  const named = imageToJson(NAMED, image, { pretty: true });
  const [first, second] = JSON.parse(named).entries;
  expect([first.flags, first.fown.signum, first.fown.pid_type]).toEqual(["O_WRONLY | O_NONBLOCK | 0x80000000", 99, 7]);
  expect([second.flags, second.fown.signum]).toEqual(["O_RDONLY", "SIGKILL"]);
  expect(jsonToImage(NAMED, named)).toEqual(image);
});
