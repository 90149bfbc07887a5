import type { Model } from "../../generator/model/model.ts";
import { viewOf } from "../../generator/view/view.ts";
import type { Page } from "../page/page.ts";
import { render } from "../page/render.ts";
import { privacyPage, topicsPage } from "./classes.ts";
import { enumPages } from "./enums.ts";
import { idsPage } from "./ids.ts";
import { imagePages } from "./images.ts";
import { messagePages } from "./messages.ts";
import { namesPage } from "./names.ts";
import { releasesPage } from "./releases.ts";

/** Makes all pages of the reference. */
export function referencePages(model: Model): Page[] {
  return [
    indexPage(model),
    ...imagePages(model),
    ...messagePages(model),
    ...enumPages(model),
    releasesPage(model),
    idsPage(model),
    privacyPage(model),
    topicsPage(model),
    namesPage(model),
  ];
}

function indexPage(model: Model): Page {
  const { criu, images, messages, enums } = viewOf(model);
  const fields = messages.flatMap((message) => message.fields).length;
  const view = { criu, images, messages, enums, counts: { images: images.length, messages: messages.length, fields } };
  return {
    address: "format/index.html",
    title: "The image format",
    part: "format",
    body: render("format", view),
    entries: [],
  };
}
