import { batch } from "@preact/signals";
import type { Summary } from "../engine/opened.ts";
import { RequestError } from "../rpc/client.ts";
import type { Given } from "../sources/given.ts";
import type { Served } from "../sources/served.ts";
import { go, type Opening, type Studio } from "../state/studio.ts";

/** Opens what a visitor has chosen or dropped. */
export async function openGiven(studio: Studio, all: readonly Given[]): Promise<void> {
  await Promise.all(
    all.map((given) => opened(studio, given.name, (options) => studio.client.ask("open", given, options))),
  );
}

/** Opens the checkpoints of the server that the page came from. */
export async function openServed(studio: Studio, base: string): Promise<void> {
  const all: readonly Served[] = await studio.client.ask("served", { base });
  for (const served of all) {
    await opened(studio, served.name, (options) => studio.client.ask("openServed", { base, served }, options));
  }
}

/** Closes a checkpoint, and leaves its views at once: the place that is left is no step of the history. */
export async function closeCheckpoint(studio: Studio, name: string): Promise<void> {
  batch(() => {
    studio.checkpoints.value = studio.checkpoints.value.filter((one) => one.name !== name);
    if (studio.route.value.checkpoint !== name) return;
    const [next] = studio.checkpoints.value;
    go({ checkpoint: next?.name ?? "", view: "", path: [], query: {} }, { replace: true });
  });
  await studio.client.ask("close", { name });
}

type Ask = (options: {
  readonly signal: AbortSignal;
  readonly progress: (progress: { readonly done: number; readonly total: number }) => void;
}) => Promise<readonly Summary[]>;

async function opened(studio: Studio, name: string, ask: Ask): Promise<void> {
  const { openings } = studio;
  const controller = new AbortController();
  let shown: Opening | undefined;
  const show = (next: Opening | undefined): void => {
    openings.value = [...openings.value.filter((one) => one !== shown), ...(next === undefined ? [] : [next])];
    shown = next;
  };
  const close = (): void => controller.abort();
  show({ name, close });
  try {
    const found = await ask({ signal: controller.signal, progress: (progress) => show({ name, progress, close }) });
    batch(() => {
      show(undefined);
      add(studio, found);
    });
  } catch (error) {
    show(error instanceof RequestError ? { name, error, close: () => show(undefined) } : undefined);
  }
}

function add({ checkpoints, route }: Studio, found: readonly Summary[]): void {
  checkpoints.value = [...checkpoints.value, ...found];
  const [first] = found;
  const wanted = checkpoints.value.some(({ name }) => name === route.value.checkpoint);
  // A fragment that came with the address keeps its view, if it names another checkpoint that is opened later.
  if (first !== undefined && !wanted && route.value.checkpoint === "")
    go({ checkpoint: first.name, view: "", path: [], query: {} }, { replace: true });
}
