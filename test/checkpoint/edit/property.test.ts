import {
  type Checkpoint,
  EditError,
  editCheckpoint,
  environment,
  openMemory,
  type Recipe,
  validate,
} from "criu-checkpoint";
import { openCheckpoint } from "criu-checkpoint/node";
import { describe, expect, it } from "vitest";
import { checkpoint } from "../../support/checkpoints.ts";
import { share } from "../../support/share.ts";
import { checkpoints, contentOf } from "./edits.ts";

/** A checkpoint with the memory of its process. */
const THREADS = "../memory/threads/images";

type Step = Recipe[number];

/** A step, and the one that undoes it, if there is one. */
interface Trial {
  readonly step: Step;
  readonly back?: Step;
}

/** Returns a generator of numbers below a limit; the same seed gives the same numbers. */
function numbers(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state = (state + 0x6d2b_79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32) * limit);
  };
}

/** Facts of a checkpoint that steps can be about. */
interface Known {
  readonly pids: readonly number[];
  readonly paths: readonly string[];
  readonly ports: readonly number[];
  readonly addresses: readonly string[];
  readonly pipes: readonly { readonly pipe_id: number; readonly extra?: Uint8Array }[];
  readonly comms: ReadonlyMap<number, string>;
  readonly nodename: string | undefined;
  readonly variables: readonly (readonly [string, string])[];
}

async function known(source: Checkpoint): Promise<Known> {
  const { entries = [] } = (await source.read("FILES")) ?? {};
  const sockets = entries.flatMap(({ isk }) => isk ?? []);
  const ids = (image: string): number[] => source.images.flatMap((one) => (one.image === image ? Number(one.id) : []));
  const comms = new Map<number, string>();
  for (const id of ids("CORE")) comms.set(id, (await source.read("CORE", id))?.entries[0]?.tc?.comm ?? "");
  const [uts] = ids("UTSNS");
  const [pid] = ids("MM");
  // Memory of a dump without pages, or of a parent that is not here, cannot be read.
  const all =
    pid === undefined
      ? []
      : await openMemory(source, pid)
          .then(environment)
          .catch(() => []);
  return {
    pids: ids("MM"),
    paths: entries.flatMap(({ reg }) => (reg !== undefined && reg.name.length > 1 ? reg.name : [])),
    ports: sockets.flatMap(({ src_port }) => (src_port > 0 ? src_port : [])),
    addresses: sockets.flatMap(({ src_addr: [word, ...others] }) =>
      word !== undefined && others.length === 0 ? Buffer.from(Uint32Array.of(word).buffer).join(".") : [],
    ),
    pipes: (source.find("PIPES_DATA") && (await source.read("PIPES_DATA"))?.entries) ?? [],
    comms,
    nodename: uts === undefined ? undefined : (await source.read("UTSNS", uts))?.entries[0]?.nodename,
    variables: all.map((text): [string, string] => [text.split("=")[0] ?? "", text.slice(text.indexOf("=") + 1)]),
  };
}

/** Makes steps of each verb, with an input from the checkpoint or one that it lacks. */
class Trials {
  readonly #known: Known;
  readonly #below: (limit: number) => number;
  /** Verbs take turns, from a random one on. */
  #turn: number | undefined;

  constructor(facts: Known, below: (limit: number) => number) {
    this.#known = facts;
    this.#below = below;
  }

  next(): Trial {
    const makers = [...this.#moves(), ...this.#ofProcesses(), ...this.#ofOthers()];
    this.#turn ??= this.#below(makers.length);
    return (makers[this.#turn++ % makers.length] as () => Trial)();
  }

  #one<T>(all: readonly T[], other: T): T {
    return this.#below(8) === 0 ? other : (all[this.#below(all.length)] ?? other);
  }

  #between(verb: string, from: unknown, to: unknown, more: object = {}): Trial {
    return { step: { [verb]: { ...more, from, to } }, back: { [verb]: { ...more, from: to, to: from } } };
  }

  #moves(): (() => Trial)[] {
    const { paths, ports, addresses } = this.#known;
    const folder = (path: string): string =>
      path
        .split("/")
        .slice(0, 2 + this.#below(3))
        .join("/");
    const port = (): number => 1 + this.#below(65_535);
    const id = (): number => this.#below(3) * 1000 + this.#below(2);
    return [
      () => this.#between("move-path", folder(this.#one(paths, "/none")), this.#one(paths, `/new/${port()}`)),
      () => this.#between("move-path", folder(this.#one(paths, "/none")), `/new/${port()}`),
      () => this.#between("port", this.#one(ports, port()), this.#one(ports, port()), { protocol: "tcp" }),
      () => this.#between("port", this.#one(ports, port()), port(), { protocol: "udp" }),
      () => this.#between("address", this.#one(addresses, "9.9.9.9"), `10.0.${this.#below(256)}.9`),
      () => this.#between("map-uid", id(), id(), { count: 1 + this.#below(2000) }),
      () => this.#between("map-gid", id(), id(), { count: 1 + this.#below(2000) }),
      () => this.#between("cgroup", this.#one(["/corpus", "/a"], "/none"), "/other"),
    ];
  }

  #ofProcesses(): (() => Trial)[] {
    const { pids, comms, variables } = this.#known;
    const pid = this.#one(pids, 4711);
    const comm = comms.get(pid) ?? "";
    const [name, value] = this.#one(variables, ["NONE", ""]);
    const fd = this.#below(60);
    const to = value.slice(0, this.#below(value.length + 2)).padEnd(this.#below(3), "x");
    return [
      () => ({ step: { comm: { pid, name: `c${this.#below(10 ** 9)}` } }, back: { comm: { pid, name: comm } } }),
      () => ({ step: { limit: { pid, resource: "nofile", soft: this.#below(99), hard: 64 } } }),
      () => ({ step: { timer: { pid, which: "real", left: this.#below(9), interval: this.#below(99) / 8 } } }),
      () => ({
        step: { add: { pid, fd, path: `/srv/${fd}`, flags: "read", pos: this.#below(99) } },
        back: { remove: { pid, fd } },
      }),
      () => ({ step: { remove: { pid, fd } } }),
      () => ({ step: { arg: { pid, index: this.#below(3), value: "x".repeat(this.#below(9)) } } }),
      () => ({
        step: { env: { pid: pids[0] ?? 1, name, value: to } },
        back: { env: { pid: pids[0] ?? 1, name, value } },
      }),
    ];
  }

  #ofOthers(): (() => Trial)[] {
    const { nodename, pipes } = this.#known;
    const pipe = this.#one(pipes, { pipe_id: 1 });
    const set = (path: string, value: unknown): Step => ({ set: { [path]: value } });
    return [
      () => ({ step: { hostname: `h${"-".repeat(this.#below(80))}` }, back: { hostname: nodename ?? "" } }),
      () => ({ step: { "drop-tcp": this.#one(this.#known.ports, "all" as never) } }),
      () => ({
        step: { "pipe-data": { pipe: pipe.pipe_id, data: "x".repeat(this.#below(9000)) } },
        back: { "pipe-data": { pipe: pipe.pipe_id, data: pipe.extra ?? "" } },
      }),
      () => ({ step: set(`files.img[${this.#below(30)}].id`, this.#below(40)) }),
      () => ({ step: set(`files.img[${this.#below(30)}].reg.flags`, this.#below(2 ** 32)) }),
      () => ({ step: set(`pstree.img[${this.#below(3)}].ppid`, this.#below(20)) }),
    ];
  }
}

const keyOf = (finding: object): string => JSON.stringify({ ...finding, offset: 0 });

/** Tries random steps; returns the verbs that changed the checkpoint, and those that were refused. */
async function tryAll(name: string, tries: number, seed: number): Promise<[string, boolean][]> {
  const source = await openCheckpoint(checkpoint(name));
  const [before, content] = [new Set((await validate(source)).map(keyOf)), await contentOf(source)];
  const trials = new Trials(await known(source), numbers(seed));
  const done: [string, boolean][] = [];
  for (let n = 0; n < tries; n++) {
    const { step, back } = trials.next();
    const place = `${name}, seed ${seed}: ${JSON.stringify(step, (_, one: unknown) => (typeof one === "bigint" ? `${one}` : one))}`;
    const result = await editCheckpoint(source, [step]).catch((error: unknown) => error);
    done.push([Object.keys(step)[0] ?? "", !(result instanceof Error)]);
    if (result instanceof Error) {
      expect(result, place).toBeInstanceOf(EditError);
      continue;
    }
    const { checkpoint: after } = result as { readonly checkpoint: Checkpoint };
    expect(
      (await validate(after)).filter((finding) => !before.has(keyOf(finding))),
      place,
    ).toEqual([]);
    if (back === undefined) continue;
    const again = await editCheckpoint(after, [back]);
    expect(await contentOf(again.checkpoint), place).toEqual(content);
  }
  expect(await contentOf(source)).toEqual(content);
  return done;
}

describe("a random recipe", () => {
  it("is refused, or leaves no new finding, and its inverse gives the same bytes", async () => {
    const done: [string, boolean][] = [];
    for (const [i, name] of [...checkpoints(), THREADS].entries())
      done.push(...(await tryAll(name, share(["tcp", THREADS].includes(name) ? 200 : 32), 7919 * i + 1)));
    const changing = new Set(done.flatMap(([verb, isDone]) => (isDone ? verb : [])));
    expect([...changing].sort()).toEqual(
      expect.arrayContaining([
        "add",
        "arg",
        "comm",
        "env",
        "hostname",
        "limit",
        "map-uid",
        "move-path",
        "pipe-data",
        "port",
        "set",
        "timer",
      ]),
    );
    expect(done.some(([, isDone]) => !isDone)).toBe(true);
  }, 120_000);
});
