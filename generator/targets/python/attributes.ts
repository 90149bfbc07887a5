import { pascalCase } from "../../model/names.ts";
import type { MessagePlan } from "../../plan/message.ts";
import type { PackagePlan } from "../../plan/package.ts";
import { freeNames } from "./names.ts";
import { IN_CLASS, KEYWORDS } from "./reserved.ts";

/** Attributes of messages, by the names of their fields. */
export class Attributes {
  readonly #types: ReadonlySet<string>;
  readonly #messages: ReadonlyMap<string, MessagePlan>;
  readonly #known = new Map<string, ReadonlyMap<string, string>>();

  constructor({ messages, enums }: Pick<PackagePlan, "messages" | "enums">) {
    this.#types = new Set([...messages, ...enums].map(({ code }) => pascalCase(code)));
    this.#messages = new Map(messages.map((message) => [message.name, message]));
  }

  /** Returns the attributes of all fields of a message. */
  of(message: string): ReadonlyMap<string, string> {
    const known =
      this.#known.get(message) ?? this.named(this.#messages.get(message)?.fields.map(({ name }) => name) ?? []);
    this.#known.set(message, known);
    return known;
  }

  /** Returns the attribute for each name: the name itself, unless Python or the base class needs that. */
  named(names: readonly string[]): ReadonlyMap<string, string> {
    // A leading underscore makes a name private, or changes it in a class.
    const wanted = names.map((name) => name.replace(/^_+/, "").replace(/^(?=\d|$)/, "f"));
    const isUsed = (name: string): boolean => KEYWORDS.has(name) || IN_CLASS.has(name) || this.#types.has(name);
    const free = freeNames([...new Set(wanted)], isUsed);
    const given = new Map<string, string>();
    const used = new Set<string>();
    for (const [i, name] of names.entries()) {
      let attribute = free.get(wanted[i] ?? "") ?? name;
      while (used.has(attribute)) attribute += "_";
      used.add(attribute);
      given.set(name, attribute);
    }
    return given;
  }
}
