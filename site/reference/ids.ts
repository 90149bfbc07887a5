import type { Model } from "../../generator/model/model.ts";
import { presenceText } from "../../generator/model/relation-texts.ts";
import { addressOf, pageOf } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { keysOf, referrersOf } from "./relations.ts";

/** Makes the page of all kinds of ids: the fields that define them, and those that refer to them. */
export function idsPage(model: Model): Page {
  const spaces = model.relations.spaces.map((space) => ({
    name: space.name,
    about: space.about,
    isLocal: space.scope === "file",
    arbitrary: space.arbitrary,
    optional: space.optional,
    keys: keysOf(model, space),
    files: space.files.map((file) => ({ image: file.image, text: presenceText(file) })),
    referrers: referrersOf(model, space.name),
  }));
  const entries = spaces.map(({ name, about }) => ({ name, kind: "id", about, href: addressOf("space", name) }));
  return {
    address: pageOf(addressOf("space", "")),
    title: "Ids",
    part: "format",
    body: render("ids", { spaces }),
    entries,
  };
}
