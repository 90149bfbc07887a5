import { lastOf } from "../../model/field-path.ts";
import type { Message } from "../../model/model.ts";
import type { Problem } from "../../model/problem.ts";
import type { Identity } from "../../model/relations.ts";
import { messageNamed } from "../../model/walk.ts";
import { checkClasses, checkContent } from "./content.ts";
import { inMessage } from "./fields.ts";
import { bad, type Context, fieldAt } from "./paths.ts";

/** Checks relations for comparisons: identities have fields of their entries, and noise and topics exist. */
export function* checkIdentity(context: Context): Generator<Problem> {
  const { identities, noise, topics } = context.model.relations;
  for (const identity of identities) {
    const message = yield* messageOf(context, identity);
    if (message === undefined) continue;
    for (const field of identity.fields) yield* inMessage(context, message, field);
  }
  for (const content of noise) yield* checkContent(context, content, false);
  yield* checkClasses(context, topics, false);
}

/** Returns the message that an identity is about: that of the entries of an image, or of a list. */
function* messageOf(context: Context, { path, at }: Identity): Generator<Problem, Message | undefined> {
  const { model } = context;
  const image = model.images.find(({ name }) => name === path);
  if (image !== undefined) {
    const entry = messageNamed(model, image.layout.entries?.message);
    if (entry === undefined) yield bad(`\`${path}\` has no entries`, "name an image with entries, or a list", at);
    return entry;
  }
  const found = yield* fieldAt(context, { path, at });
  if (found === undefined) return undefined;
  const { type, label } = lastOf(found).field;
  if (type.kind === "message" && label === "repeated") return messageNamed(model, type.name);
  yield bad(`\`${path}\` is no list of messages`, "name an image with entries, or a list", at);
  return undefined;
}
