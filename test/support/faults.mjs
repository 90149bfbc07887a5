import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
import process from "node:process";

/*
 * Lets a step of writing fail, for `node --import`: FAULT=WHAT:CALL:N says what happens at the Nth change of files, `kill`,
 * an error's code, a signal that comes meanwhile, or `gone`, where the folder FAULT_MOVE (FROM:TO) is moved away first; CALL is the function's name, or `*` for any. Each change is told of in the file that FAULT_LOG names.
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
      // Killed in the middle of it: a part of the text is there.
      if (name === "writeFileSync") real(args[0], String(args[1]).slice(0, 10), args[2]);
      process.kill(process.pid, "SIGKILL");
    }
    throw Object.assign(new Error(`${what}: a fault, ${name} '${args[0]}'`), { code: what });
  };
}
syncBuiltinESMExports();
