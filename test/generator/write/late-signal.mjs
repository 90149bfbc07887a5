// Sends itself a signal from code that runs after the poll for signals and before they are no longer held. Exits with
// 1 if the signal is lost. Its argument is the folder of compiled sources.
import { stat } from "node:fs";
import { argv, kill, pid } from "node:process";
import { pathToFileURL } from "node:url";

const { holdSignals } = await import(pathToFileURL(`${argv[2]}/generator/write/signals.js`).href);

/** Results of files arrive at every poll. */
const MANY = 64;
let isLate = false;

function arrive() {
  if (isLate) {
    isLate = false;
    kill(pid, "SIGTERM");
    for (const end = performance.now() + 20; performance.now() < end; );
  }
  stat(".", arrive);
}

for (let i = 0; i < MANY; i++) stat(".", arrive);
setTimeout(() => {
  holdSignals();
  setImmediate(() => {
    isLate = true;
  });
}, 50);
setTimeout(() => process.exit(1), 2000);
