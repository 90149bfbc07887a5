import { parentPort, workerData } from "node:worker_threads";
import { answer, type Question } from "./explore.ts";

/* Makes one listing in a thread of its own. */
void answer(workerData as Question).then((said) => parentPort?.postMessage(said));
