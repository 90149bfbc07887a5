import { degrees } from "../../generator/model/coordinates.ts";
import { layoutText } from "../../generator/model/format/layout-text.ts";
import type { Image, Model } from "../../generator/model/model.ts";
import { magicsOf } from "../../generator/model/registry.ts";
import { presenceText, relationTexts } from "../../generator/model/relation-texts.ts";
import { imageView } from "../../generator/view/images.ts";
import { addressOf, pageOf } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { linkTo } from "./relations.ts";
import { segmentsOf } from "./segments.ts";

/** Makes the page of each image. */
export function imagePages(model: Model): Page[] {
  return model.images.map((image) => imagePage(model, image));
}

function imagePage(model: Model, image: Image): Page {
  const { name, about } = image;
  const view = {
    ...imageView(image, model),
    ...townOf(model, image),
    ...historyOf(model, image),
    ...relationsOf(model, image),
    segments: segmentsOf(model, image),
    layout: layoutText(image.layout),
  };
  const facts = [image.file, view.hex, view.town].filter((fact) => fact !== undefined).join(", ");
  const entries = [{ name, kind: "image", about: `${about} (${facts})`, href: addressOf("image", name) }];
  return {
    address: pageOf(addressOf("image", name)),
    title: name,
    part: "format",
    body: render("image", view),
    entries,
  };
}

/** Returns the place that the magic spells, and its anchor on the map. */
function townOf(model: Model, { name, magic, alias }: Image): object {
  const owner = alias ?? name;
  const at = magicsOf(model).findIndex((one) => one.kind === "image" && one.name === owner);
  return {
    place: magic === undefined ? undefined : degrees(magic),
    onMap: at < 0 ? undefined : `/registry.html#m${at}`,
  };
}

function historyOf({ history }: Model, { name }: Image): object {
  return {
    renamed: history.renamed.filter((one) => one.kind === "image" && one.name === name),
    changed: history.changed.filter((one) => one.kind === "image" && one.name === name),
  };
}

/** Returns the relations of the image itself; those of its fields are on the pages of messages. */
function relationsOf(model: Model, { name }: Image): object {
  const { files, alone, spaces, extents, identities, privacy, topics } = model.relations;
  const texts = relationTexts(model.relations);
  const expected = [
    ...files,
    ...spaces.flatMap((space) => space.files.map((file) => ({ ...file, space: space.name }))),
  ];
  const isOwn = ({ path }: { readonly path: string }): boolean =>
    [name, `${name}.extra`, `${name}.rest`].includes(path);
  const partOf = (path: string): string => (path === name ? "the whole file" : path.slice(name.length + 1));
  return {
    presences: expected
      .filter(({ image }) => image === name)
      .map((file) => ({ text: presenceText(file), space: "space" in file ? file.space : undefined })),
    isAlone: alone.some(({ path }) => path === name),
    keys: spaces.filter(({ keys, named }) => [...keys, ...named].some(({ path }) => path.startsWith(`${name}.`))),
    extents: extents
      .filter(({ image }) => image === name)
      .map((one) => ({ of: one.of, parts: texts.get("extents")?.get(name)?.text.split("; ") })),
    bytesFrom: extents.filter(({ of }) => of === name).map(({ image }) => image),
    places: model.places
      .filter(({ images }) => images.includes(name))
      .map(({ path }) => ({ path, field: linkTo(model, path)[0]?.path })),
    identities: identities
      .filter(({ path }) => path === name || path.startsWith(`${name}.`))
      .map(({ path }) => ({ path, text: texts.get("identity")?.get(path)?.text })),
    privacy: privacy.flatMap(({ name: kind, content }) =>
      content.filter(isOwn).map(({ path }) => ({ kind, part: partOf(path) })),
    ),
    topics: topics.filter(({ content }) => content.some(({ path }) => path === name)).map((topic) => topic.name),
  };
}
