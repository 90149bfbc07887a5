import type { Model } from "../../generator/model/model.ts";
import { viewOf } from "../../generator/view/view.ts";
import { addressOf, pageOf, sourceAddress } from "../page/address.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { usesOf } from "./uses.ts";

/** Makes the page of each enum. */
export function enumPages(model: Model): Page[] {
  return viewOf(model).enums.map(({ name, about, file, values }): Page => {
    const gone = model.history.gone.filter((one) => one.kind === "value" && one.owner === name);
    const view = {
      name,
      about,
      values,
      gone,
      file,
      source: sourceAddress(`schema/${file}`),
      uses: usesOf(model, name),
    };
    const inner = values.map((value) => {
      const path = `${name}.${value.name}`;
      return { name: path, kind: "value", about: value.about, href: addressOf("value", path) };
    });
    const entries = [{ name, kind: "enum", about, href: addressOf("enum", name) }, ...inner];
    return {
      address: pageOf(addressOf("enum", name)),
      title: name,
      part: "format",
      body: render("enum", view),
      entries,
    };
  });
}
