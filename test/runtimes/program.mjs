/*
 * Runs unchanged on every runtime: reads all real images in every way of the package, encodes them again, provokes
 * errors, and reports the results.
 */
import { canonical, digest, mustBe, sameBytes } from "./canonical.mjs";
import { proveErrors } from "./errors.mjs";
import { proveColumns, proveName, proveStreams, proveWhole, typeOf } from "./ways.mjs";

/**
 * Runs all checks.
 *
 * @param criu the package
 * @param images bytes by path, such as `fds/core-42.img`
 * @returns one digest of everything, a line for each result, and the counts of checks
 */
export async function prove(criu, images) {
  const lines = [];
  const counts = { images: 0, streams: 0, columns: 0, errors: 0, checkpoints: 0 };
  const note = async (what, text) => lines.push(`${what} ${await digest(text)}`);
  for (const [path, bytes] of images) {
    const file = path.slice(path.lastIndexOf("/") + 1);
    const image = criu.decodeAnyImage(bytes, { file });
    const text = canonical(image);
    await note(path, text);
    mustBe(sameBytes(criu.encodeAnyImage(image), bytes), `${path} is written back to the byte`);
    proveName(criu, file);
    counts.images++;
    if (!("entries" in image)) continue; // raw
    proveWhole(criu, image, { bytes, file, text });
    counts.streams += await proveStreams(criu, image, { bytes, path, text });
    const decodeColumns = criu[`decode${typeOf(image.image)}Columns`];
    if (decodeColumns === undefined) continue;
    await note(`${path} as columns`, canonical(proveColumns(decodeColumns(bytes), image.entries, path)));
    counts.columns++;
  }
  for (const [what, outcomes] of proveErrors(criu, images)) {
    await note(what, canonical(outcomes));
    counts.errors += outcomes.filter(({ code }) => code !== undefined).length;
  }
  for (const [folder, files] of folders(images)) {
    await note(`${folder} as a checkpoint`, canonical(openAndRewrite(criu, files)));
    counts.checkpoints++;
  }
  return { digest: await digest(lines.join("\n")), counts, lines };
}

/** Returns the folders with an inventory, each with its files by name. */
function folders(images) {
  const all = new Map();
  for (const [path, bytes] of images) {
    const slash = path.lastIndexOf("/");
    const folder = path.slice(0, slash);
    all.set(folder, (all.get(folder) ?? new Map()).set(path.slice(slash + 1), bytes));
  }
  return [...all].filter(([, files]) => files.has("inventory.img"));
}

/** Opens a checkpoint, and encodes it in format v1.0. */
function openAndRewrite(criu, files) {
  const checkpoint = criu.openCheckpoint({ names: files.keys(), read: (name) => files.get(name) });
  const images = checkpoint.files.map((file) => [file.file, checkpoint.decode(file)]);
  const old = criu.encodeCheckpoint(images, "v1.0");
  return { version: checkpoint.version, files: checkpoint.files, others: checkpoint.others, old: [...old] };
}
