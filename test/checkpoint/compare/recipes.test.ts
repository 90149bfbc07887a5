import { type Change, compareCheckpoints, editCheckpoint, type Recipe } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";

/** Texts of changes: kind, topic, thing, title, path, values. */
async function toldOf(name: string, recipe: Recipe): Promise<string[]> {
  const source = await openCheckpoint(checkpoint(name));
  const { checkpoint: edited } = await editCheckpoint(source, recipe);
  const { changes, pages } = await compareCheckpoints(source, edited);
  await source.close();
  return [...changes.map(textOf), ...pages.map(({ thing, pages: count }) => `${thing}: ${count} pages`)];
}

function textOf({ topic, kind, thing, title, path, beforeText, afterText, isNoise }: Change): string {
  const parts = [`${isNoise ? "noise, " : ""}${topic}`, kind, `${thing}${title === undefined ? "" : ` (${title})`}`];
  const values = [beforeText, afterText].filter((text) => text !== undefined).join(" → ");
  return [...parts, path, values].filter((part) => part !== "").join(" | ");
}

describe("one edit is told as one change", () => {
  it.each<[string, Recipe[number], string[]]>([
    [
      "uts",
      { hostname: "web-2" },
      ["namespaces | changed | uts-namespace of process 9741 (web-2 corp.example) | nodename | corpus-höst → web-2"],
    ],
    [
      "fds",
      { comm: { pid: 3438, name: "web" } },
      [
        "processes | changed | process 3438 (web) | tc.comm | w → web",
        "threads | changed | process 3438 (web) | thread_core.comm | w → web",
      ],
    ],
    ["fds", { remove: { pid: 3438, fd: 0 } }, ["files | removed | process 3438, fd 0 (/dev/null)"]],
    [
      "fds",
      { add: { pid: 3438, fd: 500, path: "/var/log/web.log", flags: "write", pos: 0 } },
      ["files | added | process 3438, fd 500 (/var/log/web.log)"],
    ],
    [
      "fds",
      { set: { "files.img[id=5].reg.pos": 4 } },
      ["files | changed | process 3438, fd 3 (/tmp/corpus-run/fds/reg) | reg.pos | 5 → 4"],
    ],
    [
      "fds",
      { limit: { pid: 3438, resource: "nofile", soft: 65536, hard: "none" } },
      [
        "processes | changed | process 3438 (w) | tc.rlimits.rlimits[7].cur | 20000 → 65536",
        "processes | changed | process 3438 (w) | tc.rlimits.rlimits[7].max | 20000 → RLIM_INFINITY",
      ],
    ],
    [
      "fds",
      { timer: { pid: 3438, which: "real", left: 5, interval: 60 } },
      [
        "processes | changed | process 3438 (w) | tc.timers.real.isec | 0 → 60",
        "processes | changed | process 3438 (w) | tc.timers.real.vsec | 0 → 5",
      ],
    ],
    [
      "fds",
      { "pipe-data": { pipe: 880890, data: "once more" } },
      [
        "files | changed | pipe of process 3438, fd 12 | bytes | 13 → 9",
        "files | changed | pipe of process 3438, fd 12 | extra | pipe-data-123 → once more",
      ],
    ],
    [
      "tcp",
      { address: { from: "::", to: "::2" } },
      [
        "sockets | changed | process 6145, fd 12 (28102 0 ::1 ::2) | isk.dst_addr | :: → ::2",
        "sockets | changed | process 6145, fd 22 (28002 0 ::1 ::2) | isk.dst_addr | :: → ::2",
        "sockets | changed | process 6145, fd 27 (28004 0 ::1 ::2) | isk.dst_addr | :: → ::2",
      ],
    ],
    [
      "cpuinfo",
      { cpu: { without: ["avx2"] } },
      ["metadata | changed | cpuinfo.img | x86_entry[0].capability | [9] 563873707 → [9] 563873675"],
    ],
    [
      "unixs",
      { "move-path": { from: "/tmp/corpus-run/unixs", to: "/srv" } },
      [
        "files | changed | process 4909, fd 11 (/srv/scm) | reg.name | /tmp/corpus-run/unixs/scm → /srv/scm",
        "sockets | changed | process 4909, fd 13 (/srv/ul) | usk.name | /tmp/corpus-run/unixs/ul → /srv/ul",
        "sockets | changed | process 4909, fd 15 (/srv/ul) | usk.name | /tmp/corpus-run/unixs/ul → /srv/ul",
        "sockets | changed | process 4909, fd 20 (./rel /srv) | usk.name_dir | /tmp/corpus-run/unixs → /srv",
        "sockets | changed | process 4909, fd 21 (/srv/udel) | usk.name | /tmp/corpus-run/unixs/udel → /srv/udel",
      ],
    ],
  ])("in %s: %j", async (name, step, expected) => {
    expect(await toldOf(name, [step])).toEqual(expected);
  });
});
