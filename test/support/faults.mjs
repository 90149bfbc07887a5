import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

/*
 * Makes a step of writing fail, for `node --import`: FAULT=KIND:CALL:N takes effect at the Nth change of files. KIND is
 * `kill`, an error's code, a signal to receive, or `gone`, which first moves the folder as FAULT_MOVE (FROM:TO) says;
 * CALL is the function's name, or `*` for any. FAULT_LOG names a file that records each change.
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
      // Killed during the call: a part of the text is written.
      if (name === "writeFileSync") real(args[0], String(args[1]).slice(0, 10), args[2]);
      process.kill(process.pid, "SIGKILL");
    }
    throw Object.assign(new Error(`${what}: a fault, ${name} '${args[0]}'`), { code: what });
  };
}
syncBuiltinESMExports();
