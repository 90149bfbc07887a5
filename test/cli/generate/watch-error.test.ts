import { EventEmitter } from "node:events";
import { expect, it, vi } from "vitest";
import { critgenHere } from "../../support/here.ts";
import { temporaryFolder, tinySchema } from "../../support/schema.ts";

vi.mock("chokidar", () => ({ watch: () => refusing() }));

/** Returns a watcher to which the system grants no watches. */
function refusing(): EventEmitter {
  const watcher = Object.assign(new EventEmitter(), { add: () => undefined });
  setTimeout(() => watcher.emit("error", new Error("ENOSPC: System limit for number of file watchers reached")));
  return watcher;
}

it("critgen generate --watch exits with the reason if it can watch nothing", async () => {
  const { code, err } = await critgenHere([
    "generate",
    "--watch",
    "--schema",
    tinySchema(),
    "--out",
    temporaryFolder(),
  ]);
  expect({ code, err }).toEqual({
    code: 2,
    err: "critgen: ENOSPC: System limit for number of file watchers reached\n",
  });
});
