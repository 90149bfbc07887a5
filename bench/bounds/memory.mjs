import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

/* Measures the current and the peak memory of the process. Linux can reset the peak. */

const STATUS = "/proc/self/status";

/** Resets the peak; returns whether the system supports that. */
export function resetPeak() {
  try {
    writeFileSync("/proc/self/clear_refs", "5");
    return true;
  } catch {
    return false;
  }
}

/** Returns the peak memory since the last reset, in bytes. */
export function peak() {
  return canReset ? inStatus("VmHWM") : process.resourceUsage().maxRSS * 1024;
}

/** Returns the current memory of the process, in bytes. */
export function resident() {
  return process.memoryUsage.rss();
}

function inStatus(name) {
  const [, size] = new RegExp(`^${name}:\\s*(\\d+) kB$`, "m").exec(readFileSync(STATUS, "utf8"));
  return Number(size) * 1024;
}

/** Whether the peak can be reset for each input. */
export const canReset = process.platform === "linux" && resetPeak();
