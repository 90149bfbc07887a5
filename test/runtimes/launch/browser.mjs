// Runs the program in a page; browser.mjs opens it.
import * as criu from "criu-images";
import { prove } from "../program.mjs";

/** Returns the program's report. */
export async function launch() {
  const images = new Map();
  for (const path of await (await fetch("/paths.json")).json()) {
    images.set(path, await (await fetch(`/images/${path}`)).bytes());
  }
  return await prove(criu, images);
}
