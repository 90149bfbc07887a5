import type { Model } from "../../generator/model/model.ts";
import type { Topic } from "../../generator/model/relations.ts";
import { addressOf, pageOf } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { type FieldLink, imagesOf, linkTo } from "./relations.ts";

/** Makes the page of private content, by its class. */
export function privacyPage(model: Model): Page {
  const { privacy } = model.relations;
  return classPage(model, "privacy", { title: "Private content", kinds: privacy });
}

/** Makes the page of topics. */
export function topicsPage(model: Model): Page {
  return classPage(model, "topic", { title: "Topics", kinds: model.relations.topics });
}

interface Classes {
  readonly title: string;
  readonly kinds: readonly (Topic & { readonly form?: string })[];
}

function classPage(model: Model, kind: "privacy" | "topic", { title, kinds }: Classes): Page {
  const classes = kinds.map(({ name, about, form, content }) => ({
    name,
    about,
    form,
    images: imagesOf(model, content),
    fields: content.flatMap(({ path }): FieldLink[] => linkTo(model, path)),
  }));
  const entries = classes.map(({ name, about }) => ({ name, kind, about, href: addressOf(kind, name) }));
  const body = render("classes", { title, classes, isPrivate: kind === "privacy" });
  return { address: pageOf(addressOf(kind, "")), title, part: "format", body, entries };
}
