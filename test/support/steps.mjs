import { Session } from "node:inspector";

/*
 * Counts the work of a program without a clock: executed blocks of code, copied bytes, and searched characters. V8 has
 * one coverage per process and the tests use it, so a script counts in a process of its own.
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
post("Profiler.startPreciseCoverage", { callCount: true, detailed: true });

let moved = 0;
const typed = Object.getPrototypeOf(Uint8Array.prototype);
const { set, slice, copyWithin } = typed;
typed.set = function counted(source, ...more) {
  moved += source.length;
  return Reflect.apply(set, this, [source, ...more]);
};
typed.slice = function counted(...bounds) {
  const copy = Reflect.apply(slice, this, bounds);
  moved += copy.length;
  return copy;
};
typed.copyWithin = function counted(to, from, end = this.length) {
  moved += Math.max(0, end - from);
  return Reflect.apply(copyWithin, this, [to, from, end]);
};

const { indexOf, includes } = String.prototype;
String.prototype.indexOf = function counted(part, from = 0) {
  const found = Reflect.apply(indexOf, this, [part, from]);
  moved += Math.max(0, (found < 0 ? this.length : found) - from);
  return found;
};
String.prototype.includes = function counted(part, from = 0) {
  moved += this.length - from;
  return Reflect.apply(includes, this, [part, from]);
};
const { exec } = RegExp.prototype;
// Every search with a pattern calls this.
RegExp.prototype.exec = function counted(text) {
  const from = this.global || this.sticky ? this.lastIndex : 0;
  const found = Reflect.apply(exec, this, [text]);
  const end = found === null ? (this.sticky ? from : text.length) : found.index + found[0].length;
  moved += Math.max(0, end - from);
  return found;
};

/** Number of bytes copied, or of characters searched, in the time of one block of code. */
const COPIED = 8;

/**
 * Counts the blocks of code that `run` executes in the scripts whose URL `isOurs` accepts. Passes of a loop without a
 * condition, sorting, and backtracking of a regular expression are not counted.
 */
export async function stepsOf(isOurs, run) {
  post("Profiler.takePreciseCoverage");
  moved = 0;
  await run();
  const { result } = post("Profiler.takePreciseCoverage");
  const blocks = result
    .filter(({ url }) => isOurs(url))
    .flatMap(({ functions }) => functions.flatMap(({ ranges }) => ranges));
  if (blocks.length === 0) throw new Error("no code is counted: does `isOurs` accept the scripts at work?");
  return blocks.reduce((n, { count }) => n + count, moved / COPIED);
}
