import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

/*
 * Makes a file operation fail, for `node --import`. FAULT=KIND:CALL:N takes effect at the Nth call of the function
 * CALL, or of any function if CALL is `*`. KIND is the code of an error to throw, `kill`, a signal to receive before
 * the call, or `gone`. With `gone`, FAULT_MOVE=FROM:TO names a folder that is moved before the call. FAULT_LOG names a
 * file for a record of all calls.
 */

const { FAULT = "none:*:0", FAULT_LOG } = process.env;
const [what = "", call = "*", at = "0"] = FAULT.split(":");
const CHANGES = [
  "mkdirSync",
  "writeFileSync",
  "writeSync",
  "linkSync",
  "symlinkSync",
  "copyFileSync",
  "renameSync",
  "rmSync",
  "rmdirSync",
  "chmodSync",
  "fsyncSync",
];

const { openSync, writeSync, closeSync, renameSync } = fs;
let count = 0;

function log(name) {
  if (FAULT_LOG === undefined) return;
  const fd = openSync(FAULT_LOG, "a");
  writeSync(fd, `${name}\n`);
  closeSync(fd);
}

for (const name of CHANGES) {
  const real = fs[name];
  fs[name] = (...args) => {
    log(name);
    if (call === "*" || call === name) count++;
    if (count !== Number(at) || (call !== "*" && call !== name)) return real(...args);
    count++;
    if (what === "gone") {
      renameSync(...(process.env.FAULT_MOVE ?? "").split(":"));
      return real(...args);
    }
    if (what.startsWith("SIG")) {
      process.kill(process.pid, what);
      return real(...args);
    }
    if (what === "kill") {
      // A process that is killed during the call has written a piece of the text.
      if (name === "writeFileSync") real(args[0], String(args[1]).slice(0, 10), args[2]);
      process.kill(process.pid, "SIGKILL");
    }
    throw Object.assign(new Error(`${what}: a fault, ${name} '${args[0]}'`), { code: what });
  };
}
syncBuiltinESMExports();
