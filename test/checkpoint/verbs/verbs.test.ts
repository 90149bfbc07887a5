import { type Checkpoint, EditError, editCheckpoint, type Recipe } from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { contentOf, edited } from "../edit/edits.ts";

async function errorOf(name: string, recipe: Recipe): Promise<string> {
  const result = await edited(name, recipe).catch((error: unknown) => error);
  expect(result).toBeInstanceOf(EditError);
  return (result as EditError).message;
}

/** Applies a recipe and its inverse: the bytes must be the same, and others in between. Returns what lies in between. */
async function thereAndBack(name: string, there: Recipe, back: Recipe): Promise<Checkpoint> {
  const source = await openCheckpoint(checkpoint(name));
  const before = await contentOf(source);
  const { checkpoint: changed } = await editCheckpoint(source, there);
  expect(await contentOf(changed)).not.toEqual(before);
  const { checkpoint: again } = await editCheckpoint(changed, back);
  expect(await contentOf(again)).toEqual(before);
  return changed;
}

/** Lists the ends of all sockets of IPv4 and IPv6: port and address on both sides. */
async function ends(source: Checkpoint): Promise<(readonly [number, string, number, string])[]> {
  const { entries = [] } = (await source.read("FILES")) ?? {};
  return entries.flatMap(({ isk }) =>
    isk === undefined ? [] : [[isk.src_port, isk.src_addr.join(), isk.dst_port, isk.dst_addr.join()] as const],
  );
}

/** 127.0.0.1 and 10.9.8.7: the bytes of the network read by a little-endian machine. */
const [LOCAL, OTHER] = [0x0100_007f, 0x0708_090a].map(String);

describe("port", () => {
  const move = (from: number, to: number): Recipe => [{ port: { protocol: "tcp", from, to } }];

  it("moves listening sockets and both ends of connections inside, and back", async () => {
    const before = await ends(await openCheckpoint(checkpoint("tcp")));
    const after = await ends(await thereAndBack("tcp", move(28_101, 8080), move(8080, 28_101)));
    const moved = (port: number): number => (port === 28_101 ? 8080 : port);
    expect(before.filter(([port]) => port === 28_101).length).toBeGreaterThan(3);
    expect(after).toEqual(before.map(([port, own, other, far]) => [moved(port), own, moved(other), far]));
  });

  it("leaves connections to the same port of others", async () => {
    const far = await edited("tcp", [
      { set: { "files.img[isk.src_port=52478].isk.dst_addr": [0x0908_0708] } },
      ...move(28_101, 8080),
    ]);
    const found = (await ends(far.checkpoint)).find(([port]) => port === 52_478);
    expect(found?.[2]).toBe(28_101);
  });

  it("refuses ports that are taken, that nobody has, and that are none", async () => {
    expect(await errorOf("tcp", move(28_101, 52_478))).toMatch(/^files\.img, isk\.src_port: the port 52478 is taken$/);
    expect(await errorOf("tcp", move(1, 2))).toBe("step 1, port: no socket of the checkpoint has the port 1");
    expect(await errorOf("tcp", move(28_101, 65_536))).toBe("step 1, port.to: an integer from 1 to 65535 is expected");
    expect(await errorOf("tcp", [{ port: { protocol: "udp", from: 28_101, to: 1 } }])).toMatch(/no socket/);
    expect(await errorOf("tcp", [{ port: { protocol: "sctp", from: 28_101, to: 1 } }])).toMatch(/one of tcp, udp/);
  });
});

describe("address", () => {
  const move = (from: string, to: string): Recipe => [{ address: { from, to } }];

  it("replaces an address in both ends of all sockets, and back", async () => {
    const before = await ends(await openCheckpoint(checkpoint("tcp")));
    const after = await ends(await thereAndBack("tcp", move("127.0.0.1", "10.9.8.7"), move("10.9.8.7", "127.0.0.1")));
    const moved = (address: string): string | undefined => (address === LOCAL ? OTHER : address);
    expect(before.filter(([, own]) => own === LOCAL).length).toBeGreaterThan(3);
    expect(after).toEqual(before.map(([port, own, other, far]) => [port, moved(own), other, moved(far)]));
  });

  it("knows the forms of IPv6", async () => {
    for (const to of ["2001:db8::7", "2001:DB8:0:0:0:0:0:7", "2001:db8::0.0.0.7"]) {
      const after = await ends((await edited("tcp", move("::1", to))).checkpoint);
      expect(after.map(([, own]) => own)).toContain([0xb80d_0120, 0, 0, 0x0700_0000].join());
    }
  });

  it("refuses what is no address, another family, and addresses that are taken or absent", async () => {
    for (const text of ["1.2.3", "1.2.3.256", "01.2.3.4", "1:2", "::1::", "1:2:3:4:5:6:7:8:9", "::12345", "x"])
      expect(await errorOf("tcp", move("127.0.0.1", text))).toMatch(/^step 1, address\.to: an address of IPv4/);
    expect(await errorOf("tcp", move("127.0.0.1", "::2"))).toMatch(/both addresses must be of one family$/);
    expect(await errorOf("tcp", move("127.0.0.1", "0.0.0.0"))).toMatch(/: the address 0\.0\.0\.0 is taken$/);
    expect(await errorOf("tcp", move("9.9.9.9", "1.1.1.1"))).toMatch(/no socket of the checkpoint has the address/);
  });
});

describe("drop-tcp", () => {
  it("closes all connections, and leaves listening sockets and no data of connections", async () => {
    const { checkpoint: after } = await edited("tcp", [{ "drop-tcp": "all" }]);
    const sockets = async (source: Checkpoint) =>
      ((await source.read("FILES"))?.entries ?? []).flatMap(({ isk }) =>
        isk === undefined ? [] : { state: isk.state, from: isk.src_port, to: isk.dst_port, tcp: isk.proto === 6 },
      );
    const before = await sockets(await openCheckpoint(checkpoint("tcp")));
    const isConnected = ({ tcp, to }: (typeof before)[0]): boolean => tcp && to !== 0;
    expect(before.filter(isConnected).length).toBeGreaterThan(10);
    expect(await sockets(after)).toEqual(
      before.map((one) => (isConnected(one) ? { tcp: true, state: 7, from: 0, to: 0 } : one)),
    );
    expect(after.images.filter(({ image }) => image === "TCP_STREAM")).toEqual([]);
  });

  it("closes those of a port alone", async () => {
    const { checkpoint: after, edits } = await edited("tcp", [{ "drop-tcp": 52_478 }]);
    const ports = (await ends(after)).flat();
    expect([ports.includes(52_478), ports.includes(52_486)]).toEqual([false, true]);
    // Both ends were inside.
    expect(edits.filter(({ file }) => file.startsWith("tcp-stream-"))).toHaveLength(2);
    expect(await errorOf("tcp", [{ "drop-tcp": 9 }])).toBe("step 1, drop-tcp: the checkpoint has no such connection");
  });
});

describe("verbs about a process", () => {
  const core = async (source: Checkpoint) => (await source.read("CORE", 3438))?.entries[0];

  it("renames it and its main thread, and back", async () => {
    const recipe = (name: string): Recipe => [{ comm: { pid: 3438, name } }];
    const after = await core(await thereAndBack("fds", recipe("web"), recipe("w")));
    expect([after?.tc?.comm, after?.thread_core?.comm]).toEqual(["web", "web"]);
    expect(await errorOf("fds", recipe("größte-anwendung"))).toMatch(
      /at most 15 bytes are possible, and 18 are given$/,
    );
    expect(await errorOf("fds", [{ comm: { pid: 9, name: "x" } }])).toMatch(/no process 9; it has 3438$/);
  });

  it("sets its limits, and back", async () => {
    const before = (await core(await openCheckpoint(checkpoint("fds"))))?.tc?.rlimits?.rlimits[7];
    const recipe = (soft: unknown, hard: unknown): Recipe => [{ limit: { pid: 3438, resource: "nofile", soft, hard } }];
    const there = await thereAndBack("fds", recipe(99, "none"), recipe(before?.cur, before?.max));
    expect((await core(there))?.tc?.rlimits?.rlimits[7]).toEqual({ cur: 99n, max: (1n << 64n) - 1n });
    expect(await errorOf("fds", recipe(2, 1))).toMatch(/the soft value exceeds the hard one$/);
    expect(await errorOf("fds", recipe(-1, 1))).toMatch(/^step 1, limit\.soft: an integer from 0 to /);
  });

  it("sets its timers", async () => {
    const recipe: Recipe = [{ timer: { pid: 3438, which: "virtual", left: 1.5, interval: 0 } }];
    const after = await core((await edited("fds", recipe)).checkpoint);
    expect(after?.tc?.timers?.virt).toEqual({ isec: 0n, iusec: 0n, vsec: 1n, vusec: 500_000n });
    const wrong: Recipe = [{ timer: { pid: 3438, which: "real", left: -1, interval: 0 } }];
    expect(await errorOf("fds", wrong)).toMatch(/^step 1, timer\.left: a number from 0 to /);
  });
});

describe("verbs about the rest", () => {
  it("maps user and group ids wherever they stand, and back", async () => {
    const ids = async (source: Checkpoint, name: "uid" | "gid"): Promise<number[]> => {
      const core = await source.read("CORE", 3438);
      const { entries = [] } = (await source.read("FILES")) ?? {};
      const owners = entries.flatMap(({ reg }) => (reg === undefined ? [] : [reg.fown.uid, reg.fown.euid]));
      const creds = core?.entries[0]?.thread_core?.creds;
      return name === "uid"
        ? [...owners, creds?.uid ?? -1, creds?.fsuid ?? -1]
        : [creds?.gid ?? -1, ...(creds?.groups ?? [])];
    };
    const recipe = (verb: string, from: number, to: number): Recipe => [{ [verb]: { from, to, count: 10 } }];
    const users = await thereAndBack("fds", recipe("map-uid", 0, 5000), recipe("map-uid", 5000, 0));
    expect(new Set(await ids(users, "uid"))).toEqual(new Set([5000]));
    expect(new Set(await ids(users, "gid"))).toEqual(new Set([0]));
    const groups = await thereAndBack("fds", recipe("map-gid", 0, 700), recipe("map-gid", 700, 0));
    expect(new Set(await ids(groups, "gid"))).toEqual(new Set([700]));
    expect(await errorOf("fds", recipe("map-uid", 70, 0))).toMatch(/: the id 0 is taken/);
    expect(await errorOf("fds", recipe("map-uid", 70, 80))).toMatch(/no id from 70 to 79 is in the checkpoint$/);
  });

  it("moves a control group, and back", async () => {
    const paths = async (source: Checkpoint) =>
      (await source.read("CGROUP"))?.entries[0]?.sets.flatMap(({ ctls }) => ctls.map(({ path }) => path)) ?? [];
    const before = await paths(await openCheckpoint(checkpoint("cgroup")));
    const from = before.find((path) => path.length > 1) ?? "";
    const recipe = (one: string, two: string): Recipe => [{ cgroup: { from: one, to: two } }];
    const after = await paths(await thereAndBack("cgroup", recipe(from, "/other"), recipe("/other", from)));
    expect(after).toEqual(before.map((path) => (path.startsWith(from) ? path.replace(from, "/other") : path)));
  });

  it("replaces data in a pipe, with their length, and back", async () => {
    const source = await openCheckpoint(checkpoint("fds"));
    const [first] = (await source.read("PIPES_DATA"))?.entries ?? [];
    const recipe = (data: unknown): Recipe => [{ "pipe-data": { pipe: first?.pipe_id, data } }];
    const after = await (await thereAndBack("fds", recipe("grüße"), recipe(first?.extra))).read("PIPES_DATA");
    expect(after?.entries[0]).toMatchObject({ bytes: 7, extra: new TextEncoder().encode("grüße") });
    expect(await errorOf("fds", [{ "pipe-data": { pipe: 1, data: "" } }])).toMatch(/no data wait in a pipe/);
  });
});
