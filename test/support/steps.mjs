import { Session } from "node:inspector";

/*
 * Counts the work of a program without a clock: how often its blocks of code ran, and how many bytes it copied. V8 has
 * one coverage for a process and the tests use it, so a script counts in a process of its own.
 */

const session = new Session();
session.connect();

function post(method, params) {
  let result;
  session.post(method, params, (error, value) => {
    if (error !== null) throw error;
    result = value;
  });
  return result;
}

post("Profiler.enable");

let copied = 0;
const typed = Object.getPrototypeOf(Uint8Array.prototype);
const { set, slice, copyWithin } = typed;
typed.set = function counted(source, ...more) {
  copied += source.length;
  return Reflect.apply(set, this, [source, ...more]);
};
for (const [name, copy] of Object.entries({ slice, copyWithin })) {
  typed[name] = function counted(...bounds) {
    copied += this.length;
    return Reflect.apply(copy, this, bounds);
  };
}

/** Number of bytes copied in the time of one block of code. */
const COPIED = 8;

/**
 * Counts the blocks of code that `run` executes in the scripts whose URL `isOurs` accepts. Passes of a loop without a
 * condition and work of the engine (sorting, regular expressions) are not counted.
 */
export async function stepsOf(isOurs, run) {
  copied = 0;
  post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });
  await run();
  const { result } = post("Profiler.takePreciseCoverage");
  post("Profiler.stopPreciseCoverage");
  return result
    .filter(({ url }) => isOurs(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges))
    .reduce((n, { count }) => n + count, copied / COPIED);
}
