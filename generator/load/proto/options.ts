import { didYouMean } from "../../text/suggest.ts";
import { isDisplayOption } from "./display-options.ts";
import type { Fault } from "./faults.ts";
import type { OptionContext } from "./option-context.ts";
import { checkAggregate, checkScalar } from "./option-values.ts";
import type { FieldNode, MessageNode, NamePart, OptionNode, ProtoFile } from "./tree.ts";
import { optionsOf } from "./walk.ts";

/** Refuses a file's options that are undeclared, set twice, or of the wrong type. */
export function checkOptions(file: ProtoFile, context: OptionContext): void {
  for (const { options, kind, scope } of optionsOf(file)) {
    const set = new Set<string>();
    const message = context.symbols.get(`google.protobuf.${kind}Options`)?.node;
    if (message?.kind !== "message") continue;
    for (const option of options) {
      const check = new OptionCheck(file, scope, option, context);
      const fault = isDisplayOption(option) ? undefined : check.run(message, set);
      if (fault !== undefined) context.faults.add(option.at, fault);
    }
  }
}

/** Check of one option: it follows the option's name from field to field. */
class OptionCheck {
  readonly #file: ProtoFile;
  readonly #scope: string;
  readonly #option: OptionNode;
  readonly #context: OptionContext;

  constructor(file: ProtoFile, scope: string, option: OptionNode, context: OptionContext) {
    this.#file = file;
    this.#scope = scope;
    this.#option = option;
    this.#context = context;
  }

  run(message: MessageNode, set: Set<string>): Fault | undefined {
    const { name } = this.#option;
    let within = message;
    const numbers: string[] = [];
    for (const [i, part] of name.entries()) {
      const field = this.#find(part, within);
      if (field === undefined) return this.#unknown(part, i, within);
      numbers.push(field.number.text);
      if (i === name.length - 1) return this.#value(field, numbers.join("."), set);
      const type = this.#context.typeOf(field);
      if (type === undefined) return undefined;
      if (type.kind === "scalar" || type.node.kind === "enum")
        return this.#refuse(`\`${this.#shown(i)}\` has no fields`);
      if (isRepeated(field))
        return this.#refuse(`\`${this.#shown(i)}\` is a list`, `write \`${this.#shown(i)} = { … }\``);
      within = type.node;
    }
    return undefined;
  }

  #find({ text, isExtension }: NamePart, within: MessageNode): FieldNode | undefined {
    if (!isExtension) return within.fields.find(({ name }) => name.text === text);
    const found = this.#context.symbols.resolve(text, this.#scope, this.#file, false);
    const node = found !== undefined && "symbol" in found ? found.symbol.node : undefined;
    if (node?.kind !== "field") return undefined;
    return this.#context.extendeeOf(node) === within ? node : undefined;
  }

  #unknown({ text, isExtension }: NamePart, index: number, within: MessageNode): Fault {
    const hint = isExtension
      ? "import the file that declares it"
      : didYouMean(
          text,
          within.fields.map(({ name }) => name.text),
        );
    return this.#refuse(`\`${this.#shown(index)}\` is not an option`, hint);
  }

  #value(field: FieldNode, path: string, set: Set<string>): Fault | undefined {
    const shown = this.#shown(this.#option.name.length - 1);
    if (!isRepeated(field) && set.has(path)) return this.#refuse(`\`${shown}\` is set already`, "remove one of them");
    set.add(path);
    const type = this.#context.typeOf(field);
    if (type === undefined) return undefined;
    const { value } = this.#option;
    const isMessage = type.kind === "target" && type.node.kind === "message";
    if (!isMessage) {
      const wanted = value.kind === "aggregate" ? "a single value" : checkScalar(value, type);
      return wanted === undefined ? undefined : this.#refuse(`\`${shown}\` takes ${wanted}`);
    }
    if (value.kind !== "aggregate") {
      return this.#refuse(`\`${shown}\` is a message`, `write \`${shown} = { … }\`, or \`${shown}.FIELD = …\``);
    }
    const fault = checkAggregate(value.tokens, this.#option.at, type, this.#context);
    return fault && { code: "bad-option", ...fault };
  }

  #shown(index: number): string {
    return this.#option.name
      .slice(0, index + 1)
      .map(({ text, isExtension }) => (isExtension ? `(${text})` : text))
      .join(".");
  }

  #refuse(message: string, hint?: string): Fault {
    return { code: "bad-option", message, ...(hint !== undefined && { hint }) };
  }
}

function isRepeated({ label, key }: FieldNode): boolean {
  return label?.text === "repeated" || key !== undefined;
}
