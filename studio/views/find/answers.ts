import { findIn } from "../../../inspect/find/find.ts";
import type { Found, Unsearched } from "../../../inspect/find/found.ts";
import { BUILT_IN } from "../../../inspect/schema/schema.ts";
import type { Answer } from "../../engine/opened.ts";
import { Parts } from "../../engine/parts.ts";
import type { Forms } from "../../parts/forms.ts";
import { findForms } from "./forms.ts";
import type { FindEnd } from "./found.ts";

/** Number of places after which a search stops, and number of those in one image. */
const MOST = 2000;
const MOST_IN_IMAGE = 200;

interface Wanted {
  readonly query: string;
}

/** Searches names of files, processes and images, and sends the places in parts. */
const everywhere: Answer<Wanted, FindEnd> = async ({ checkpoint }, { query }, call) => {
  const parts = new Parts<Found>(call);
  const unsearched: Unsearched[] = [];
  for await (const found of findIn(checkpoint, BUILT_IN, query, { mostInImage: MOST_IN_IMAGE })) {
    if (found.kind === "unsearched") unsearched.push(found);
    else if (found.kind === "searched") {
      call.progress(found.done, found.all);
      await parts.turn();
    } else if (parts.count < MOST) await parts.add(found);
    else break;
  }
  parts.send();
  return { more: parts.count >= MOST, unsearched };
};

const forms: Answer<Wanted, Forms> = ({ name, checkpoint }, { query }, call) => {
  const parts = new Parts<never>(call);
  return findForms(name, checkpoint, query, () => parts.turn());
};

/** Answers of searches. */
export const findAnswers: { readonly "find.everywhere": typeof everywhere; readonly "find.forms": typeof forms } = {
  "find.everywhere": everywhere,
  "find.forms": forms,
};
