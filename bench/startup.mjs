// Measures the time to read a small file through the command line, beside Node's own start and CRIU's tool.
import { spawnSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { summary } from "./support.mjs";

const file = (path) => fileURLToPath(new URL(path, import.meta.url));
const IMAGE = file("../test/fixtures/images/fds/inventory.img");

const COMMANDS = {
  "node -e 0": [process.execPath, "-e", "0"],
  "critgen decode inventory.img": [process.execPath, file("../dist/main.cjs"), "decode", IMAGE],
  "crit decode -i inventory.img": ["crit", "decode", "-i", IMAGE],
};
const GOALS = { "critgen decode inventory.img": 1.35 };

export function startup({ rounds, tell }) {
  const times = new Map(Object.keys(COMMANDS).map((name) => [name, []]));
  for (let round = 0; round < 4 * rounds; round++) {
    for (const [name, [command, ...args]] of Object.entries(COMMANDS)) {
      const start = performance.now();
      const { status } = spawnSync(command, args);
      if (status === 0) times.get(name).push(performance.now() - start);
    }
  }
  const bare = times.get("node -e 0");
  const head = ["ms from start to end", "median", "ratio", "least–most", "goal"];
  for (const [name, each] of times) {
    if (each.length < bare.length) {
      tell(head, [name, "not here", "", "", ""]);
      continue;
    }
    const ratio = summary(each.map((ms, round) => ms / bare[round]));
    const spread = `${ratio.least.toFixed(2)}–${ratio.most.toFixed(2)}`;
    tell(head, [name, summary(each).median.toFixed(0), ratio.median.toFixed(2), spread, `${GOALS[name] ?? ""}`]);
  }
}
