import type { SchemaFiles } from "../../generator/load/files.ts";
import type { Model } from "../../generator/model/model.ts";
import type { Problem } from "../../generator/model/problem.ts";
import { auditSteps } from "../../registry/audit/steps.ts";
import type { Finding } from "../../registry/rules/finding.ts";
import { ofFindings, ofProblems, type Report, unique } from "./report.ts";
import type { Settings } from "./settings.ts";
import { pathOfPlace, Snapshot } from "./snapshot.ts";

/** Surroundings of a session: those of a server with a disk, or of a page without one. */
export interface Host {
  /** Returns the texts of this moment. */
  readonly files: () => SchemaFiles;
  /** Returns the texts without unsaved changes. */
  readonly saved: () => SchemaFiles;
  /** Gives other requests a turn. */
  readonly turn: () => Promise<void>;
  /** Returns the problems of a critgen.yaml; `model` is that of the schema that it chooses, if there is one. */
  readonly configProblems?: (
    config: string,
    files: SchemaFiles,
    model: Model | undefined,
  ) => Promise<readonly Problem[]>;
}

/** A served schema. It is read again after a change, when a request or the analysis needs it. */
export class Session {
  readonly settings: Settings;
  readonly #host: Host;
  #snapshot: Snapshot | undefined;
  /** The snapshot before the last change. */
  #before: Snapshot | undefined;
  /** The last snapshot that could be read completely. */
  #whole: Snapshot | undefined;
  #isSavedRead = false;
  #audited: { readonly snapshot: Snapshot; readonly findings: readonly Finding[] } | undefined;
  #reports: readonly Report[] = [];

  constructor(settings: Settings, host: Host) {
    this.settings = settings;
    this.#host = host;
  }

  /** Marks the schema as changed. */
  change(): void {
    this.#before = this.#snapshot ?? this.#before;
    this.#snapshot = undefined;
  }

  /**
   * Returns the schema as it is now.
   *
   * @throws {SchemaError} if its folder is gone
   */
  get now(): Snapshot {
    this.#snapshot ??= new Snapshot(this.settings, this.#host.files(), this.#before);
    if (this.#snapshot.loaded.isWhole) this.#whole = this.#snapshot;
    return this.#snapshot;
  }

  /** Returns the last snapshot without lost parts: it knows all names even while one file is broken. */
  get whole(): Snapshot {
    if (this.#whole === undefined && !this.now.loaded.isWhole) this.#whole = this.#saved();
    return this.#whole ?? this.now;
  }

  /** Reads the saved files alone, once: the first text that an editor sends can be broken. */
  #saved(): Snapshot | undefined {
    if (this.#isSavedRead) return undefined;
    this.#isSavedRead = true;
    const saved = new Snapshot(this.settings, this.#host.saved());
    return saved.loaded.isWhole ? saved : undefined;
  }

  /** The reports of the last analysis, or of the last check. */
  get reports(): readonly Report[] {
    return this.#reports;
  }

  /** Finds the problems without an audit. Findings of the last one stay in files that have not changed since. */
  check(): void {
    this.#reports = this.#reportsOf(this.now, []);
  }

  /**
   * Finds all problems and findings. It works in small steps, and gives requests precedence in between.
   *
   * @returns false if the schema changed meanwhile: the reports are those of before
   */
  async analyze(): Promise<boolean> {
    const snapshot = this.now;
    const isStale = (): boolean => this.#snapshot !== snapshot;
    await this.#host.turn();
    if (isStale()) return false;
    const { model, isWhole } = snapshot.loaded;
    if (isWhole) {
      const steps = auditSteps(model, snapshot.problems);
      for (let step = steps.next(); ; step = steps.next()) {
        if (step.done === true) {
          this.#audited = { snapshot, findings: step.value };
          break;
        }
        await this.#host.turn();
        if (isStale()) return false;
      }
    }
    const ofConfig = await this.#configReports(isWhole ? snapshot : undefined);
    if (isStale()) return false;
    this.#reports = this.#reportsOf(snapshot, ofConfig);
    return true;
  }

  #reportsOf(snapshot: Snapshot, ofConfig: readonly Report[]): Report[] {
    const { loaded, problems } = snapshot;
    return unique([...ofProblems(loaded.model, problems), ...ofFindings(this.#findings(snapshot)), ...ofConfig]);
  }

  /** Returns the findings of the last audit in files that have not changed since. */
  #findings(snapshot: Snapshot): readonly Finding[] {
    const audited = this.#audited;
    if (audited === undefined) return [];
    return audited.findings.filter(({ at }) => {
      const path = pathOfPlace(this.settings.schema, at.file);
      return audited.snapshot.sources.get(path)?.text === snapshot.sources.get(path)?.text;
    });
  }

  async #configReports(snapshot: Snapshot | undefined): Promise<Report[]> {
    const { config } = this.settings;
    const { configProblems, files } = this.#host;
    if (config === undefined || configProblems === undefined) return [];
    const problems = await configProblems(config, files(), snapshot?.loaded.model);
    return problems.map((problem) => ({ ...problem, severity: "error" }));
  }
}
