import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { request, type Server } from "node:http";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { rangeOf } from "../../../cli/studio/range.ts";
import { run } from "../../../cli/studio/run.ts";
import { portOf, startServer } from "../../../cli/studio/server.ts";
import { type ServedSource, servedSource } from "../../../cli/studio/sources.ts";
import { openFilesIn } from "../../support/open-files.ts";
import { afterAllTests, temporaryFolder } from "../../support/schema.ts";

const TOKEN = "secret-token";
const cleanup = afterAllTests();

let server: Server;
let folder: string;
let sources: readonly ServedSource[];

beforeAll(async () => {
  folder = temporaryFolder(cleanup);
  mkdirSync(join(folder, "dump"));
  writeFileSync(join(folder, "dump/core-1.img"), "0123456789");
  writeFileSync(join(folder, "outside"), "hidden");
  symlinkSync("../outside", join(folder, "dump/link.img"));
  writeFileSync(join(folder, "pod.tar"), "archive");
  sources = [await servedSource(join(folder, "dump")), await servedSource(join(folder, "pod.tar"))];
  const policy = "default-src 'none'";
  const files = new Map([["index.html", { type: "text/html", bytes: Buffer.from("<p>page") }]]);
  server = await startServer({ page: { files, policy }, sources, token: TOKEN }, 0);
});

afterAll(async () => {
  server.close();
  server.closeAllConnections();
  for (const source of sources) await source.close();
  expect(openFilesIn(folder)).toEqual([]);
});

interface Answer {
  readonly status: number | undefined;
  readonly text: string;
  readonly headers: NodeJS.Dict<string | string[]>;
}

function ask(path: string, headers: Record<string, string> = {}, method = "GET"): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const options = { host: "127.0.0.1", port: portOf(server), path, method, headers };
    request(options, (response) => {
      let text = "";
      response.on("data", (chunk) => (text += String(chunk)));
      response.on("end", () => resolve({ status: response.statusCode, text, headers: response.headers }));
    })
      .on("error", reject)
      .end();
  });
}

test("serves the page and the list of checkpoints, with strict headers", async () => {
  const page = await ask(`/${TOKEN}/`);
  expect(page).toMatchObject({ status: 200, text: "<p>page" });
  expect(page.headers).toMatchObject({
    "content-security-policy": "default-src 'none'",
    "cache-control": "no-store",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "no-referrer",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
  });
  expect(page.headers["access-control-allow-origin"]).toBeUndefined();
  expect(JSON.parse((await ask(`/${TOKEN}/checkpoints.json`)).text)).toEqual([
    { name: "dump", isArchive: false, files: [{ name: "core-1.img", size: 10, url: "files/0/0" }] },
    { name: "pod.tar", isArchive: true, files: [{ name: "pod.tar", size: 7, url: "files/1/0" }] },
  ]);
});

test("sends ranges of files, and nothing without a range", async () => {
  const part = await ask(`/${TOKEN}/files/0/0`, { range: "bytes=2-4" });
  expect(part).toMatchObject({ status: 206, text: "234" });
  expect(part.headers["content-range"]).toBe("bytes 2-4/10");
  expect((await ask(`/${TOKEN}/files/0/0`, { range: "bytes=8-99" })).text).toBe("89");
  expect((await ask(`/${TOKEN}/files/0/0`)).status).toBe(416);
  expect((await ask(`/${TOKEN}/files/0/0`, { range: "bytes=10-" })).status).toBe(416);
  expect(await ask(`/${TOKEN}/files/0/0`, { range: "bytes=0-1" }, "HEAD")).toMatchObject({ status: 206, text: "" });
});

test("refuses each request without the secret, or with another name of the host", async () => {
  for (const path of ["/", "/secret-tokem/", "/secret/", `/${TOKEN}x/checkpoints.json`, "/checkpoints.json", "//"])
    expect((await ask(path)).status).toBe(403);
  expect((await ask(`/${TOKEN}/`, { host: `evil.example:${portOf(server)}` })).status).toBe(403);
  expect((await ask(`/${TOKEN}/`, { host: "127.0.0.1" })).status).toBe(403);
});

test("serves nothing beside the page and the checkpoints", async () => {
  for (const path of ["../outside", "files/0/1", "files/9/0", "files/0/0/", "package.json", "..%2Foutside"])
    expect((await ask(`/${TOKEN}/${path}`)).status).toBe(404);
  expect((await ask(`/${TOKEN}/`, {}, "POST")).status).toBe(405);
});

test("refuses a checkpoint that is not there", async () => {
  await expect(servedSource(join(folder, "absent"))).rejects.toThrow(/absent: no such file/);
});

test("closes the checkpoints if one of several cannot be opened", async () => {
  const paths = [join(folder, "pod.tar"), join(folder, "absent")];
  const before = openFilesIn(folder);
  await expect(run(paths, { open: false })).rejects.toThrow(/absent: no such file/);
  expect(openFilesIn(folder)).toEqual(before);
});

test("reads the header of a range", () => {
  expect(rangeOf("bytes=0-0", 1)).toEqual({ from: 0, to: 1 });
  expect(rangeOf("bytes=5-", 9)).toEqual({ from: 5, to: 9 });
  for (const header of [undefined, "", "bytes=-5", "bytes=1-2,4-5", "bytes=4-2", "items=0-1", "bytes=9-"])
    expect(rangeOf(header, 9)).toBeUndefined();
});
