import type { Metadata } from "criu-checkpoint";
import { VERSIONS } from "criu-images/magic";
import type { Opened } from "../../engine/opened.ts";

/** A fact about a checkpoint, as a label and its values. */
export interface Fact {
  readonly label: string;
  readonly values: readonly string[];
}

/** Collects the facts that images and the files of an engine have. Facts that are not there are left out. */
export async function factsOf({ checkpoint }: Opened): Promise<readonly Fact[]> {
  const metadata = await checkpoint.metadata();
  const { store, folder, images, parent, missingParent } = checkpoint;
  const facts: [string, readonly (string | undefined)[]][] = [
    ["Engine", [metadata.engine]],
    ["Runtime", [metadata.runtime]],
    ...containerFacts(metadata),
    ["Created", [timeText(metadata.created)]],
    ["Checkpointed", [timeText(metadata.checkpointed)]],
    ["Source", [store.form, folder === "" ? undefined : `images in ${folder}`]],
    ["Images", [`${images.length}`]],
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
    ["Host name", [container.hostname]],
    ["Addresses", [...addresses]],
    ["Mounts", mounts.length === 0 ? [] : [`${mounts.length}`]],
  ];
}

function timeText(time: Date | undefined): string | undefined {
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
