/* Makes Go packages in temporary folders, and runs Go in them. */
import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { env, execPath } from "node:process";
import { fileURLToPath } from "node:url";

/** Folder of critgen. */
export const ROOT = fileURLToPath(new URL("../../../", import.meta.url));

/** Runs `work` in a new folder, which is removed afterwards. */
export async function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), "critgen-go-"));
  try {
    return await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Generates a package; `config` is more of its critgen.yaml. */
export function generate(folder, out, config = {}) {
  const whole = { target: "go", parts: ["codec", "json", "relations"], name: "example.org/criuimages", out, ...config };
  writeFileSync(join(folder, "critgen.yaml"), JSON.stringify(whole));
  call(execPath, [join(ROOT, "dist/main.cjs"), "generate"], folder);
}

/** File names of the images that a test schema adds. */
export const ODD = { ODD: "odd-2a.img", ODD_PARTS: "odd-parts.img" };

/** Generates a package of the images that a test schema adds, into a folder of `folder`, and returns that. */
export function odd(folder, config) {
  const extend = [join(ROOT, "test/fixtures/odd")];
  const whole = { parts: ["codec", "json"], ...config, extend, images: Object.keys(ODD), out: "out" };
  writeFileSync(join(folder, "critgen.yaml"), JSON.stringify(whole));
  call(execPath, [join(ROOT, "dist/main.cjs"), "generate"], folder);
  return join(folder, "out");
}

/** Runs Go, or another command, without a network; throws if it fails. */
export function call(command, words, folder, variables = {}) {
  const own = { GOFLAGS: "-mod=mod", GOPROXY: "off", GOTOOLCHAIN: "local", GOWORK: "off" };
  const { status, stdout, stderr, error } = spawnSync(command, words, {
    cwd: folder,
    encoding: "utf8",
    env: { ...env, ...own, ...variables },
    maxBuffer: 1 << 28,
  });
  if (error !== undefined) throw error;
  if (status !== 0) throw new Error(`${command} ${words.join(" ")} failed:\n${stdout.slice(0, 20_000)}${stderr}`);
  return stdout;
}

/** Builds the program of a folder here in a package, as `NAME/NAME`. */
export function addProgram(out, name) {
  mkdirSync(join(out, name), { recursive: true });
  copyFileSync(join(ROOT, "test/languages/go", name, "main.go"), join(out, name, "main.go"));
  call("go", ["build", "-o", `${name}/${name}`, `./${name}`], out);
}

/** Copies the tests of tests/ into a package of all images, with a function that streams an image by name. */
export function addTests(out) {
  const from = join(ROOT, "test/languages/go/tests");
  for (const file of readdirSync(from)) copyFileSync(join(from, file), join(out, file));
  const streams = readdirSync(out).flatMap((file) => {
    const text = file.endsWith("_image.go") ? readFileSync(join(out, file), "utf8") : "";
    const [, name] = /openStream\(from, "(\w+)"/.exec(text) ?? [];
    return name === undefined ? [] : [[name, /^func (Stream\w+)\(/m.exec(text)[1]]];
  });
  writeFileSync(join(out, "streams_test.go"), streamsFile(streams));
}

function streamsFile(streams) {
  const cases = streams.map(([name, stream]) => `\tcase "${name}":\n\t\treturn drain(criuimages.${stream}(from))`);
  return `package criuimages_test

import (
	"io"

	criuimages "example.org/criuimages"
)

// streamAll reads an image entry by entry, and returns the first error.
func streamAll(image string, from io.Reader) error {
	switch image {
${cases.join("\n")}
	}
	return nil
}

func drain[I, E any](_ I, stream *criuimages.Stream[E], err error) error {
	if err != nil {
		return err
	}
	for _, err := range stream.Entries() {
		if err != nil {
			return err
		}
	}
	_, err = io.Copy(io.Discard, stream.Rest())
	return err
}
`;
}

/** Folders of real images and of the vectors. Images beside those of the repository can be given in the environment. */
export const FOLDERS = {
  VECTORS: join(ROOT, "test/vectors"),
  CORPUS: env.CORPUS ?? join(ROOT, "test/fixtures/images"),
  CRIT_JSON: env.CRIT_JSON ?? join(ROOT, "test/fixtures/crit-json"),
};
