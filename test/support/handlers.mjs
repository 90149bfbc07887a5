import { appendFileSync } from "node:fs";
import process from "node:process";

/* Records each signal handler in the file that HANDLERS names, for `node --import`. */

const { on } = process;

process.on = process.addListener = function addListener(name, listener) {
  if (/^SIG(INT|TERM|HUP)$/.test(String(name)))
    appendFileSync(process.env.HANDLERS ?? "/dev/null", `${String(name)}\n`);
  return on.call(this, name, listener);
};
