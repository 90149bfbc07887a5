// Saves a checkpoint in a process of its own, which may be killed.
//   node save.mjs FROM TO FORM (after `npm run build`)
import { argv } from "node:process";
import { openCheckpoint, saveCheckpoint } from "../../../checkpoint/dist/node.js";

const [, , from, to, form] = argv;
await saveCheckpoint(await openCheckpoint(from), to, { form });
