import type { Metadata } from "criu-checkpoint";
import { VERSIONS } from "criu-images/magic";
import { EXTENTS } from "criu-images/relations";
import type { Opened } from "../../engine/opened.ts";
import { sizeText } from "../../parts/text.ts";
import { dumpFactsOf } from "./dump-facts.ts";

/** A fact about a checkpoint, as a label and its values. */
export interface Fact {
  readonly label: string;
  readonly values: readonly string[];
}

/** Images that other images place pages in. */
const HOLDERS = new Set(Object.values(EXTENTS).map(({ of }) => of));

/** Collects the facts that images and the files of an engine have. Facts that are not there are left out. */
export async function factsOf(opened: Opened): Promise<readonly Fact[]> {
  const { checkpoint } = opened;
  const metadata = await checkpoint.metadata();
  const dump = await dumpFactsOf(opened);
  const { store, folder, images, parent, missingParent } = checkpoint;
  const memory = sumOf(images.filter(({ image }) => HOLDERS.has(image)));
  const facts: [string, readonly (string | undefined)[]][] = [
    ["Engine", [metadata.engine]],
    ["Runtime", [metadata.runtime]],
    ...containerFacts(metadata),
    ["Host name", [metadata.container.hostname ?? dump.hostname]],
    ["Created", [dateText(metadata.created)]],
    ["Checkpointed", [dateText(metadata.checkpointed), dump.uptime]],
    ["Dump", [dump.dump]],
    ["Processes", [dump.processes]],
    ["Machine", [dump.machine]],
    ["Security", [dump.security]],
    ["Source", [store.form, folder === "" ? undefined : `images in ${folder}`]],
    ["Images", [`${images.length}, ${sizeText(sumOf(images))}`]],
    ["Memory", [memory === 0 ? undefined : sizeText(memory)]],
    ["Format", [await formatText(checkpoint)]],
    [
      "Parent",
      [parent === undefined ? missingParent && `${missingParent}, which is not here` : parent.folder || "yes"],
    ],
    ["Unreadable", metadata.unreadable],
  ];
  return facts.flatMap(([label, all]) => {
    const values = all.flatMap((value) => value || []);
    return values.length === 0 ? [] : [{ label, values }];
  });
}

function containerFacts({ container, pod, image, addresses, mounts }: Metadata): [string, (string | undefined)[]][] {
  return [
    ["Container", [container.name, container.id?.slice(0, 12)]],
    ["Pod", [pod.name === undefined ? undefined : [pod.namespace, pod.name].filter(Boolean).join("/")]],
    ["Containers", [...pod.containers]],
    ["Image", [image.name, image.reference]],
    ["Command", [container.command.join(" ")]],
    ["Addresses", [...addresses]],
    ["Mounts", mounts.length === 0 ? [] : [`${mounts.length}`]],
  ];
}

function sumOf(images: readonly { readonly size: number }[]): number {
  return images.reduce((sum, { size }) => sum + size, 0);
}

function dateText(time: Date | undefined): string | undefined {
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString().replace(/\.\d+Z$/, "Z");
}

async function formatText(checkpoint: Opened["checkpoint"]): Promise<string | undefined> {
  try {
    const version = (await checkpoint.read("INVENTORY"))?.entries[0]?.img_version;
    if (version === undefined) return undefined;
    const known = VERSIONS.find(({ value }) => value === version);
    return known === undefined ? `unknown: ${version}` : known.name;
  } catch {
    return "the inventory cannot be read";
  }
}
