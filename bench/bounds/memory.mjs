import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/* How much memory the process holds, and the most that it held. Linux forgets the most on request. */

const STATUS = "/proc/self/status";

/** Starts to count the most anew; false if this system cannot do that. */
export function resetPeak() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

/** The most bytes of memory that the process held since the last reset. */
export function peak() {
  return canReset ? inStatus("VmHWM") : process.resourceUsage().maxRSS * 1024;
}

/** The bytes of memory that the process holds. */
export function resident() {
  return process.memoryUsage.rss();
}

function inStatus(name) {
  const [, size] = new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(readFileSync(STATUS, "utf8"));
  return Number(size) * 1024;
}

/** Whether the most can be counted anew for each input. */
export const canReset = process.platform === "linux" && resetPeak();
