import { closeSync, openSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { bash, critgen } from "../../support/cli.ts";
import { temporaryFolder } from "../../support/schema.ts";

const IMAGES = "test/fixtures/images";
const FULL = "critgen: standard output: no space left on device\n";

/** Command lines that print something, some of them much. */
const WRITERS = [
  `decode ${IMAGES}/tcp/tcp-stream-daaec.img --pretty`,
  `show ${IMAGES}/fds/files.img`,
  `info ${IMAGES}/fds/files.img`,
  `dissect ${IMAGES}/fds/files.img`,
  `x ${IMAGES}/fds mems`,
  "completion bash",
  "generate --help",
  "--version",
];

describe.each(WRITERS)("critgen %s", (words) => {
  it("stops silently if the reader is gone", () => {
    const { out, err } = bash(`critgen ${words} | head -c 3 > /dev/null; echo \${PIPESTATUS[*]}`);
    expect({ out, err }).toEqual({ out: "0 0\n", err: "" });
  });

  it("reports a full device in one line, and exits with 2", () => {
    expect(bash(`critgen ${words} > /dev/full`)).toEqual({ code: 2, out: "", err: FULL });
  });

  it("runs if standard output is closed", () => {
    expect(bash(`critgen ${words} >&-`)).toEqual({ code: 0, out: "", err: "" });
  });
});

it("a reader that leaves before any output causes no error", () => {
  const { err } = bash(`critgen decode ${IMAGES}/fds/files.img | true`);
  expect(err).toBe("");
});

it("critgen encode also stops silently without a reader, and reports a full device", () => {
  const json = `critgen decode ${IMAGES}/tcp/tcp-stream-daaec.img`;
  expect(bash(`${json} | critgen encode | head -c 3 | wc -c`)).toEqual({ code: 0, out: "3\n", err: "" });
  expect(bash(`${json} | critgen encode > /dev/full`)).toEqual({ code: 2, out: "", err: FULL });
});

it.each(["decode", "encode"])("%s reports a closed or empty standard input", (command) => {
  for (const input of ["<&-", "< /dev/null"]) {
    const { code, out, err } = bash(`critgen ${command} ${input} | cat; exit \${PIPESTATUS[0]}`);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(/^critgen: standard input: .*\n$/);
  }
});

it("an input can be a named pipe, or a file of several pieces", () => {
  const image = `${IMAGES}/fds/files.img`;
  const { out } = critgen(["decode", image]);
  expect(bash(`cat ${image} | critgen decode /dev/stdin`).out).toBe(out);
  expect(bash(`critgen decode /dev/stdin < ${image}`).out).toBe(out);
  const file = join(temporaryFolder(), "padded.json");
  writeFileSync(file, `${" ".repeat(3 << 20)}${out}`);
  expect(bash(`critgen encode '${file}' | cmp - ${image}`)).toEqual({ code: 0, out: "", err: "" });
});

it("decode stops reading an endless input that is no image", () => {
  const { out, err } = bash("yes | critgen decode; echo $?");
  expect(out).toBe("2\n");
  expect(err).toMatch(/^critgen: standard input: offset 0: no image begins like this.*\n$/);
});

it("critgen decode loses nothing on a slow pipe", () => {
  const decode = `for i in 1 2 3; do critgen decode ${IMAGES}/tcp/tcp-stream-daaec.img --pretty; done`;
  const slow = bash(`${decode} | { sleep 0.3; cat; }`);
  expect(slow).toEqual(bash(decode));
  expect(slow.out.length).toBeGreaterThan(65_536);
});

it.each(["frob", "decode nowhere.img"])("`critgen %s` exits with 2 if standard error fails", (words) => {
  for (const error of ["2> /dev/full", "2>&-"]) expect(bash(`critgen ${words} ${error}`).code).toBe(2);
  expect(bash(`critgen ${words} 2>&1 | true; exit \${PIPESTATUS[0]}`).code).toBe(2);
});

it("critgen encode writes no image to a terminal", () => {
  const { out } = bash("script -qec 'critgen encode nowhere.json; echo $?' /dev/null < /dev/null");
  expect(out).toMatch(/^critgen: an image is not text for a terminal: .*\r\n2\r\n$/);
});

it("critgen decode refuses a folder as standard input", () => {
  const folder = openSync("test", "r");
  try {
    expect(critgen(["decode"], { stdio: [folder, "pipe", "pipe"] }).code).toBe(2);
  } finally {
    closeSync(folder);
  }
});

it("an error message escapes control characters of the input", () => {
  const json = String.raw`{"magic": "FIFO", "entries": [{"\u001b]0;mine\u0007\u009b2J": 1}]}`;
  const { code, out, err } = bash(`critgen encode <<'END'\n${json}\nEND`);
  expect({ code, out }).toEqual({ code: 2, out: "" });
  expect(err).toContain(String.raw`'\x1b]0;mine\x07\x9b2J' is not a field of fifo_entry`);
});
