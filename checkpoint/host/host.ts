import { SourceError } from "../open/error.ts";
import { type Json, parsed } from "../open/json.ts";

/** A fact about a machine that cannot be seen. It is not the same as the absence of a feature. */
export const UNKNOWN = "unknown";

type Unknown = typeof UNKNOWN;

/** Version of the description. */
export const HOST_VERSION = 1;

/** Facts about a machine that decide whether a checkpoint restores there. */
export interface Host {
  readonly version: typeof HOST_VERSION;
  /** Machine as `uname -m` prints it: `x86_64`. */
  readonly architecture: string;
  /** Release of the kernel: `6.1.0-13-amd64`. */
  readonly kernel: string;
  /** Size of a page, in bytes. */
  readonly pageSize: number | Unknown;
  /** Pids are less than this number. */
  readonly pidMax: number | Unknown;
  /** Features that /proc/cpuinfo shows for each processor. */
  readonly features: readonly string[] | Unknown;
  /** Bits of AT_HWCAP, in hexadecimal: `0x178bfbff`. */
  readonly hwcap: string;
  /** Bits of AT_HWCAP2, in hexadecimal. */
  readonly hwcap2: string;
  /** AT_MINSIGSTKSZ: bytes that the kernel needs to deliver a signal. They grow with the state of the processor. */
  readonly minSignalStack: number | Unknown;
  /** Security modules of the kernel, such as `apparmor`. */
  readonly securityModules: readonly string[] | Unknown;
  /** Loaded profiles of AppArmor. */
  readonly profiles: readonly string[] | Unknown;
  /** Hierarchies of control groups, each with its controllers: `cpu,cpuacct`, `name=systemd`; empty for cgroup v2. */
  readonly cgroups: readonly string[] | Unknown;
  /** Kinds of namespaces: `time`, `net` … */
  readonly namespaces: readonly string[] | Unknown;
  /** Processor as `criu cpuinfo dump` writes it there, which sees more than /proc/cpuinfo shows. */
  readonly processor: Processor | Unknown;
}

/** A processor of x86. */
export interface Processor {
  /** Feature bits, in words of 32 bits. */
  readonly capability: readonly number[];
  /** Components that XSAVE saves, in hexadecimal. */
  readonly xfeatures: string;
  /** Bytes of the components in use. */
  readonly xsaveSize: number;
  /** Bytes of all components. */
  readonly xsaveSizeMax: number;
}

/** Largest description that is read, in bytes. */
export const LARGEST_HOST: number = 1 << 20;

/**
 * Reads the description of a machine. An absent fact is unknown.
 *
 * @throws {SourceError} `damaged`, `unsupported`, `too-large`
 */
export function parseHost(text: string): Host {
  if (text.length > LARGEST_HOST)
    throw new SourceError("too-large", `a description of a machine has at most ${LARGEST_HOST} bytes`);
  const json = parsed(text);
  const version = json?.number("version");
  if (json === undefined || version === undefined)
    throw new SourceError("damaged", "it is no description of a machine: make one by `critgen host > host.json`");
  if (version !== HOST_VERSION)
    throw new SourceError("unsupported", `it has version ${version}, but ${HOST_VERSION} is known: update critgen`);
  const facts = new Facts(json);
  return {
    version: HOST_VERSION,
    architecture: facts.text("architecture"),
    kernel: facts.text("kernel"),
    pageSize: facts.number("pageSize"),
    pidMax: facts.number("pidMax"),
    features: facts.texts("features"),
    hwcap: facts.hex("hwcap"),
    hwcap2: facts.hex("hwcap2"),
    minSignalStack: facts.number("minSignalStack"),
    securityModules: facts.texts("securityModules"),
    profiles: facts.texts("profiles"),
    cgroups: facts.texts("cgroups"),
    namespaces: facts.texts("namespaces"),
    processor: json.text("processor") === UNKNOWN || isAbsent(json, "processor") ? UNKNOWN : processorIn(json),
  };
}

function processorIn(json: Json): Processor {
  const facts = new Facts(json.get("processor"), "processor.");
  return {
    capability: facts.numbers("capability"),
    xfeatures: facts.hex("xfeatures"),
    xsaveSize: facts.known("xsaveSize"),
    xsaveSizeMax: facts.known("xsaveSizeMax"),
  };
}

/** Facts of a description, which a person may have edited. */
class Facts {
  readonly #json: Json;
  readonly #path: string;

  constructor(json: Json, path = "") {
    this.#json = json;
    this.#path = path;
  }

  text(name: string): string {
    return this.#read(name, "a text", (json) => json.text(name));
  }

  number(name: string): number | Unknown {
    return this.#read(name, "a positive integer", (json) => positive(json.number(name)));
  }

  hex(name: string): string {
    return this.#read(name, "a number such as 0x1f", (json) => {
      const text = json.text(name);
      return text !== undefined && /^0x[\da-f]{1,16}$/i.test(text) ? text : undefined;
    });
  }

  texts(name: string): readonly string[] | Unknown {
    return this.#read(name, "a list of texts", (json) => listOf(json, name, "string"));
  }

  known(name: string): number {
    const value = this.number(name);
    return typeof value === "number" ? value : this.#refuse(name, "a positive integer");
  }

  numbers(name: string): readonly number[] {
    return listOf<number>(this.#json, name, "number") ?? this.#refuse(name, "a list of numbers");
  }

  #read<T>(name: string, wanted: string, read: (json: Json) => T | undefined): T | Unknown {
    if (isAbsent(this.#json, name) || this.#json.text(name) === UNKNOWN) return UNKNOWN;
    return read(this.#json) ?? this.#refuse(name, wanted);
  }

  #refuse(name: string, wanted: string): never {
    throw new SourceError("damaged", `\`${this.#path}${name}\` is neither ${wanted} nor "${UNKNOWN}"`);
  }
}

function isAbsent(json: Json, name: string): boolean {
  return json.get(name).value === undefined;
}

function positive(value: number | undefined): number | undefined {
  return Number.isSafeInteger(value) && Number(value) > 0 ? value : undefined;
}

function listOf<T extends string | number>(json: Json, name: string, type: "string" | "number"): T[] | undefined {
  const { value } = json.get(name);
  const isList = Array.isArray(value) && value.every((one) => typeof one === type);
  return isList ? (value as T[]) : undefined;
}
