import { Random } from "./random.ts";
import { randomNumber, randomOptions, SCALARS } from "./values.ts";

/*
 * Makes random sets of .proto files. Their few names shadow each other, are undeclared or clash, so protoc refuses
 * about half of the sets.
 */

/** Texts of files, by path. */
export type ProtoSet = Readonly<Record<string, string>>;

const TYPES = ["A", "B", "C", "D", "E", "F", "G", "H"];
const WORDS = ["a", "b", "c", "d_e", "f", "_g", "h1", "key", "value", "message", "map", "optional", "to", "max", "dE"];
const PACKAGES = ["", "p", "p.q", "p.A", "q", "q.p", "A", "a.b"];
const FILES = ["a.proto", "b.proto", "sub/c.proto"];

export function randomSet(seed: number): ProtoSet {
  const random = new Random(seed);
  const names = FILES.slice(0, 1 + random.below(FILES.length));
  const writer = new Writer(random, random.once(4));
  return Object.fromEntries(names.map((name, i) => [name, writer.file(names, i)]));
}

/** Writes files; reuses names in clashing ways only in wild sets. */
class Writer {
  readonly #random: Random;
  readonly #isWild: boolean;
  #syntax = "proto2";
  /** Full names of declared messages, and of enums with one of their values. */
  readonly #messages: string[] = [];
  readonly #enums = new Map<string, string>();
  /** Names in this file, by scope. */
  readonly #taken = new Set<string>();
  /** Full names and types of field options that extensions declare. */
  readonly #options: { readonly name: string; readonly type: string }[] = [];
  #values = 0;

  constructor(random: Random, isWild: boolean) {
    this.#random = random;
    this.#isWild = isWild;
  }

  file(names: readonly string[], index: number): string {
    const random = this.#random;
    this.#syntax = random.of(["proto2", "proto2", "proto3"]);
    const syntax = random.once(12) && this.#syntax === "proto2" ? "" : `syntax = "${this.#syntax}";`;
    const name = random.of(PACKAGES);
    const head = [
      name === "" ? "" : `package ${name.replaceAll(".", () => random.of([".", ".", " . "]))};`,
      ...this.#imports(names, index),
      random.once(4) ? this.#option("FileOptions") : "",
      random.once(4) ? `import "google/protobuf/descriptor.proto"; ${this.#extendOptions(name)}` : "",
      random.once(8) ? 'import public "google/protobuf/any.proto";' : "",
    ];
    const body = this.#free(TYPES, random.below(4) + 1, name).map((type) => this.#declaration(type, name, 0));
    if (random.once(8)) body.push(this.#service());
    return [syntax, ...this.#shuffled([...head, ...body])]
      .filter(Boolean)
      .join(random.of(["\n", "\n;\n", "\n// text\n"]));
  }

  #shuffled(parts: string[]): string[] {
    return this.#random.once(6) ? parts.toReversed() : parts;
  }

  #imports(names: readonly string[], index: number): string[] {
    const random = this.#random;
    return names.flatMap((name, i) => {
      if (i === index && !(this.#isWild && random.once(20))) return [];
      if (i > index && !(this.#isWild && random.once(8))) return [];
      return random.once(9) ? [] : [`import ${random.of(["", "", "public ", "weak "])}"${name}";`];
    });
  }

  /** Returns available names in a scope; in a wild set any names. */
  #free(names: readonly string[], count: number, scope: string): string[] {
    const from = this.#random.below(names.length);
    return Array.from({ length: count }, (_, i) => names[(from + i) % names.length] ?? "A").filter((name) => {
      const key = `${scope}.${name}`;
      const isTaken = this.#taken.has(key);
      this.#taken.add(key);
      return !isTaken || (this.#isWild && this.#random.once(4));
    });
  }

  #declaration(name: string, scope: string, depth: number): string {
    const full = scope === "" ? name : `${scope}.${name}`;
    return this.#random.once(4) ? this.#enum(name, full) : this.#message(name, full, depth);
  }

  #message(name: string, full: string, depth: number): string {
    const random = this.#random;
    this.#messages.push(full);
    const inner = depth > 2 ? [] : this.#free(TYPES, random.below(3), full);
    const types = inner.map((type) => this.#declaration(type, full, depth + 1));
    let next = 0;
    const fields = this.#free(WORDS, random.below(7), full).map((word) => {
      next += 1 + (random.once(6) ? random.below(40) : 0);
      if (random.once(10)) return this.#oneof(word, next++);
      return this.#field(word, this.#isWild && random.once(20) ? random.of([1, 2, 0, 19_000, 536_870_912]) : next);
    });
    const rest = random.some(2, (i) => this.#range(i));
    const option = random.once(6) ? [this.#option("MessageOptions")] : [];
    const lines = [...types, ...option, ...this.#shuffled([...fields, ...rest])].map((line) => `  ${line}`);
    return `message ${name} {\n${lines.join("\n")}\n}`;
  }

  #range(index: number): string {
    const random = this.#random;
    const isOdd = this.#isWild && random.once(4);
    const from = (isOdd ? 1 : 300 + index * 100) + random.below(60);
    const to = from + random.below(isOdd ? 200 : 30);
    const kind = random.of(
      this.#syntax === "proto2" || isOdd ? ["extensions", "reserved", "names"] : ["reserved", "names"],
    );
    if (kind === "names")
      return `reserved "${isOdd ? random.of(WORDS) : `r${index}`}"${random.once(2) ? `, 'u' "${index}"` : ""};`;
    const end = random.of(["", ` to ${to}`, ` to ${to}`, ...(index === 1 ? [" to max"] : [])]);
    return `${kind} ${from}${end}${random.once(5) ? `, ${200 + index}` : ""};`;
  }

  #oneof(name: string, number: number): string {
    const random = this.#random;
    const option = random.once(6) ? this.#option("OneofOptions") : "";
    const type = this.#type();
    return `oneof ${name} { ${option} ${random.once(6) && this.#isWild ? "optional " : ""}${type} x${number} = ${number}; }`;
  }

  #field(name: string, number: number): string {
    const random = this.#random;
    const digits = randomNumber(random, number);
    if (random.once(8)) {
      const key = random.of(["int32", "string", "bool", "uint64", ...(this.#isWild ? ["bytes", "float", "A"] : [])]);
      return `map<${key}, ${this.#type()}> ${name} = ${digits};`;
    }
    const label = random.of(
      this.#syntax === "proto2"
        ? ["optional", "repeated", "required"]
        : ["optional", "repeated", "", "", ...(this.#isWild ? ["required"] : [])],
    );
    const type = this.#type();
    const value = this.#enums.get(type.replace(/^\./, ""));
    const options = [
      ...randomOptions(random, {
        type,
        ...(value !== undefined && { value }),
        label,
        syntax: this.#syntax,
        isWild: this.#isWild,
      }),
      ...this.#custom(),
    ];
    return `${label} ${type} ${name} = ${digits}${options.length === 0 ? "" : ` [${options.join(", ")}]`};`;
  }

  /** Returns a spelling of a type; some spellings refer to another type, or to none. */
  #type(): string {
    const random = this.#random;
    const names = [...this.#messages, ...this.#enums.keys()];
    if (!random.once(3) || names.length === 0) return random.of(SCALARS);
    if (this.#isWild && random.once(10)) return random.of(TYPES);
    const full = random.once(3) ? (names.at(-1) ?? "") : random.of(names);
    const parts = full.split(".");
    const from = random.once(5) ? random.below(parts.length) : 0;
    const dot = from === 0 && !random.once(9) ? "." : "";
    return dot + parts.slice(from).join(random.once(10) ? " . " : ".");
  }

  #enum(name: string, full: string): string {
    const random = this.#random;
    const count = random.below(4) + (this.#isWild && random.once(6) ? 0 : 1);
    const values = Array.from({ length: count }, (_, i) => {
      const value =
        this.#isWild && random.once(6) ? random.of(["A", "B", "V0", "v_0", `${name}_V1`]) : `V${this.#values++}`;
      if (i === 0) this.#enums.set(full, value);
      const number = i === 0 && !random.once(8) ? 0 : random.of([i, i, i, -i, 100 + i, 2_147_483_647 - i]);
      return `${value} = ${randomNumber(random, number)}${random.once(10) ? " [deprecated = true]" : ""};`;
    });
    const ranges = [
      '"X"',
      "50 to 60",
      "-9 to -7, 70",
      "2147480000 to 2147483000",
      "- 8",
      ...(this.#isWild ? ["1 to max"] : []),
    ];
    const reserved = random.once(6) ? `reserved ${random.of(ranges)};` : "";
    const alias = this.#isWild && random.once(6) ? `option allow_alias = ${random.of(["true", "false"])};` : "";
    const again = random.once(12) ? `option allow_alias = true; W${this.#values++} = 5; W${this.#values++} = 0x5;` : "";
    return `enum ${name} { ${alias} ${values.join(" ")} ${again} ${reserved} }`;
  }

  #extendOptions(scope: string): string {
    const random = this.#random;
    const number = 50_000 + random.below(1000);
    const what = random.of(["Field", "Field", "Message", "Enum"]);
    const type = this.#type();
    const label = random.of(["optional", "optional", "repeated"]);
    const name = `o${number}`;
    if (what === "Field") this.#options.push({ name: scope === "" ? name : `${scope}.${name}`, type });
    const shown = label === "optional" && this.#syntax === "proto3" ? random.of(["", label]) : label;
    return `extend google.protobuf.${what}Options { ${shown} ${type} ${name} = ${number}; }`;
  }

  /** Returns an option that an extension declares, mostly with a value of the right type. */
  #custom(): string[] {
    const random = this.#random;
    if (this.#options.length === 0 || !random.once(3)) return [];
    const { name, type } = random.of(this.#options);
    const isOdd = this.#isWild && random.once(3);
    const number = random.of(["1", "0x7F", "017", ...(/^[isd]|float/.test(type) ? ["- 5"] : [])]);
    const fitting = type === "string" || type === "bytes" ? "'x' \"y\"" : type === "bool" ? "true" : number;
    const isScalar = SCALARS.includes(type);
    const value = random.of(
      isOdd ? ["1", "-1", "true", '"x"', "V0", "{ a: 1 }", "{ key < b: 'x' > }", "1.5"] : [isScalar ? fitting : "{ }"],
    );
    return [`(${random.once(3) ? name : `.${name}`})${isOdd && random.once(3) ? ".a" : ""} = ${value}`];
  }

  #service(): string {
    const type = (): string => this.#random.of([...this.#messages, "A"]);
    return `service S${this.#values++} { rpc Get (${this.#random.of(["", "stream "])}${type()}) returns (${type()})${this.#random.of([";", "{}", " { option deprecated = true; ; }"])} }`;
  }

  #option(kind: string): string {
    const random = this.#random;
    const known: Readonly<Record<string, readonly string[]>> = {
      FileOptions: ['java_package = "x"', "optimize_for = SPEED", "deprecated = true", "java_multiple_files=true"],
      MessageOptions: ["deprecated = true", "deprecated = false"],
      OneofOptions: [],
    };
    const choices = [
      ...(known[kind] ?? []),
      ...(this.#isWild ? ["nothing = 1", "(unknown).x = 2", "deprecated = 1"] : []),
    ];
    return choices.length === 0 ? "" : `option ${random.of(choices)};`;
  }
}
