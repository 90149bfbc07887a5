import type { Field, Message, Model } from "../../generator/model/model.ts";
import { messageView } from "../../generator/view/messages.ts";
import { addressOf, pageOf, sourceAddress } from "../page/address.ts";
import type { Entry, Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { namesOf } from "./names.ts";
import { relationsOf } from "./relations.ts";
import { namedType, usesOf } from "./uses.ts";

/** Makes the page of each message. */
export function messagePages(model: Model): Page[] {
  return model.messages.map((message) => messagePage(model, message));
}

function messagePage(model: Model, message: Message): Page {
  const { name } = message;
  const { fields, ...view } = messageView(message, model);
  const declared = new Map(message.fields.map((field) => [field.name, field]));
  const known = fields.map((field) => ({ ...field, ...moreOf(model, message, declared.get(field.name)) }));
  const gone = model.history.gone.filter((one) => one.kind === "field" && one.owner === name);
  const source = sourceAddress(`schema/${view.file}`);
  const body = render("message", { ...view, fields: known, gone, source, uses: usesOf(model, name) });
  return {
    address: pageOf(addressOf("message", name)),
    title: name,
    part: "format",
    body,
    entries: entriesOf(view, fields),
  };
}

/** Returns the facts about a field that its view for templates lacks. */
function moreOf(model: Model, message: Message, field: Field | undefined): object {
  if (field === undefined) return {};
  const path = `${message.name}.${field.name}`;
  const isOwn = (one: { readonly kind: string; readonly name: string }): boolean =>
    one.kind === "field" && one.name === path;
  return {
    ...relationsOf(model, path),
    typed: namedType(field.type),
    deprecated: field.deprecated === true,
    names: namesOf(model, path, field),
    places: model.places.filter((place) => place.path === path).flatMap(({ images }) => images),
    renamed: model.history.renamed.filter(isOwn),
    changed: model.history.changed.filter(isOwn),
  };
}

function entriesOf(
  { name, about }: { readonly name: string; readonly about: string },
  fields: readonly { readonly name: string; readonly about: string }[],
): Entry[] {
  const own = { name, kind: "message", about, href: addressOf("message", name) };
  const inner = fields.map((field) => {
    const path = `${name}.${field.name}`;
    return { name: path, kind: "field", about: field.about, href: addressOf("field", path) };
  });
  return [own, ...inner];
}
