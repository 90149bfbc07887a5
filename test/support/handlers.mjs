import { appendFileSync } from "node:fs";
import process from "node:process";

/* For `node --import`: tells of each handler of a signal in the file that HANDLERS names. */

const { on } = process;

process.on = process.addListener = function addListener(name, listener) {
  if (/^SIG(INT|TERM|HUP)$/.test(String(name)))
    appendFileSync(process.env.HANDLERS ?? "/dev/null", `${String(name)}\n`);
  return on.call(this, name, listener);
};
