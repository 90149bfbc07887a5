import { grouped } from "../../generator/model/grouped.ts";
import type { History, Model } from "../../generator/model/model.ts";
import { addressOf, pageOf } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";

/** Makes the page of all releases, each with what it brought and removed. */
export function releasesPage(model: Model): Page {
  const { history } = model;
  const known = history.releases.map(({ name, date }) => ({ name, date, ...changesIn(model, name) }));
  const releases = [...known.reverse()];
  const entries = releases.map(({ name, date }) => {
    return { name, kind: "release", about: `Release of CRIU of ${date}`, href: addressOf("release", name) };
  });
  const body = render("releases", { releases, first: history.releases[0]?.name, criu: model.criu });
  return { address: pageOf(addressOf("release", "")), title: "Releases", part: "format", body, entries };
}

function changesIn(model: Model, release: string) {
  const { images, fields, enumValues, names, renamed, gone, changed, notes, formerFiles } = model.history;
  const isIn = (one: { readonly release: string }): boolean => one.release === release;
  const withKind = <T extends { readonly kind: string; readonly name: string }>(one: T) => {
    return { ...one, isImage: one.kind === "image" && model.images.some(({ name }) => name === one.name) };
  };
  const changes = {
    images: since(images, release),
    messages: byOwner(since(fields, release), model.messages),
    enums: byOwner(since(enumValues, release), model.enums),
    names: since(names, release),
    renamed: renamed.filter(isIn).map(withKind),
    changed: changed.filter(isIn).map((one) => ({ ...withKind(one), isField: one.kind === "field" })),
    gone: gone.filter(isIn),
    notes: since(fields, release).flatMap((path) => noteOf(notes, path)),
    former: formerFiles.filter(({ until }) => until === release),
  };
  return { ...changes, isSame: Object.values(changes).every((list) => list.length === 0) };
}

function noteOf(notes: History["notes"], path: string): { readonly path: string; readonly note: string }[] {
  const note = notes.get(path);
  return note === undefined ? [] : [{ path, note }];
}

function since(all: ReadonlyMap<string, string>, release: string): string[] {
  return [...all].filter(([, first]) => first === release).map(([name]) => name);
}

/** Groups `message.field` by its message. The history has some that are no part of images: CRIU's own options. */
function byOwner(
  paths: readonly string[],
  owners: readonly { readonly name: string }[],
): { readonly owner: string; readonly members: readonly string[] }[] {
  const dot = (path: string): number => path.lastIndexOf(".");
  const groups = grouped(paths, (path) => path.slice(0, dot(path)));
  return [...groups]
    .filter(([owner]) => owners.some(({ name }) => name === owner))
    .map(([owner, members]) => ({ owner, members }));
}
