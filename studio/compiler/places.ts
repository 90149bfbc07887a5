/*
 * The towns in the page, in the place of registry/gazetteer/places.ts. They are as large as all the rest, so that they are
 * loaded after the first answers.
 */

let text: string | undefined;
let loading: Promise<void> | undefined;

/**
 * Returns the towns.
 *
 * @throws {Error} before `loadPlaces` has ended
 * @public in the place of another module
 */
export function placesText(): string {
  if (text === undefined) throw new Error("the towns are not loaded yet");
  return text;
}

/** Loads the towns, once. */
export function loadPlaces(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  const { PLACES } = await import("virtual:places");
  const bytes = Uint8Array.from(atob(PLACES), (char) => char.charCodeAt(0));
  text = await new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"))).text();
}
