/* The compiler in the page: a schema in an editor, its problems, and its results. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { goTo, isAccessible, openCheckpoint } from "./page.mjs";

const editor = (page, path) => page.getByRole("textbox", { name: path, exact: true });
const problems = (page) => page.getByRole("region", { name: "Problems" });
const results = (page) => page.getByRole("region", { name: "Results" });
const MESSAGES = "messages/tags.proto";

/** Begins with a schema, and waits until it is examined. */
async function begin(page, start) {
  await goTo(page, `#//try/${start}`);
  await problems(page).getByText("No problems").waitFor();
}

/** Chooses a file of the schema. */
async function choose(page, path) {
  await page.getByRole("combobox", { name: "File", exact: true }).selectOption(path);
  await editor(page, path).waitFor();
}

/** Puts the cursor behind columns of a line by the keyboard. */
async function goBehind(page, path, line, column) {
  await editor(page, path).focus();
  await page.keyboard.press("Control+Home");
  for (let i = 1; i < line; i++) await page.keyboard.press("ArrowDown");
  for (let i = 0; i < column; i++) await page.keyboard.press("ArrowRight");
}

async function showsProblems(page) {
  await begin(page, "image");
  await choose(page, MESSAGES);
  // `  required uint32 pid   = 1;`
  await goBehind(page, MESSAGES, 6, 17);
  await page.keyboard.press("Backspace");
  await page.keyboard.type("3");
  await problems(page)
    .getByRole("button", { name: `${MESSAGES}:6:12` })
    .waitFor();
  await page.locator(".cm-lintRange-error", { hasText: "uint33" }).waitFor();
  await problems(page).getByText("unknown-type", { exact: true }).click();
  await problems(page).locator("pre").waitFor();
  await page.getByText("The schema has problems: this is the code before them.").waitFor();
  await isAccessible(page);
  await problems(page)
    .getByRole("button", { name: `${MESSAGES}:6:12` })
    .click();
  for (let i = 0; i < 6; i++) await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("2");
  await problems(page).getByText("No problems").waitFor();
}

async function generates(page) {
  await begin(page, "image");
  await choose(page, MESSAGES);
  await goBehind(page, MESSAGES, 7, 0);
  await page.keyboard.type("  optional uint64 born = 3;\n");
  const shown = [
    ["TypeScript", /messages\/tag-entry\.ts$/, /born\?: bigint/],
    ["Go", /tags_messages\.go$/, /Born /],
    ["Python", /tag_entry\.py$/, /born: /],
  ];
  for (const [language, path, text] of shown) {
    await page.getByRole("combobox", { name: "Language" }).selectOption(language);
    const files = page.getByRole("combobox", { name: "Generated file" });
    const option = files.locator("option", { hasText: path });
    await option.waitFor({ state: "attached" });
    await files.selectOption(await option.textContent());
    await results(page).locator(".cm-line", { hasText: text }).first().waitFor();
  }
  await page.getByText(/No compiler checks them here/).waitFor();
  await isAccessible(page);
}

/** A fix is taken in the list and in the editor, and can be undone there. */
async function fixes(page) {
  await begin(page, "image");
  await goBehind(page, "images.yaml", 12, 0);
  await page.keyboard.press("End");
  for (const key of ["ArrowLeft", "ArrowLeft", "Backspace", "i"]) await page.keyboard.press(key);
  const title = "Change `tag_entri` to `tag_entry`";
  await problems(page).getByRole("button", { name: title }).click();
  const wrong = page.locator(".cm-line", { hasText: "tag_entri" });
  await wrong.waitFor({ state: "detached" });
  await problems(page).getByText("No problems").waitFor();
  await editor(page, "images.yaml").focus();
  await page.keyboard.press("Control+z");
  await wrong.waitFor();
  await problems(page).getByRole("button", { name: title }).waitFor();
  await isAccessible(page);
  await page.locator(".cm-lintRange-error").first().hover();
  await page.locator(".cm-diagnosticAction", { hasText: title }).click();
  await problems(page).getByText("No problems").waitFor();
}

/** Changes are undone in each file by itself, also after another file was shown. */
async function undoes(page) {
  await begin(page, "image");
  await choose(page, MESSAGES);
  await goBehind(page, MESSAGES, 3, 0);
  await page.keyboard.type("// One.\n");
  await choose(page, "images.yaml");
  await goBehind(page, "images.yaml", 1, 0);
  await page.keyboard.type("# Two.\n");
  await choose(page, MESSAGES);
  // The cursor is behind the change again.
  await editor(page, MESSAGES).focus();
  await page.keyboard.type("// Three.\n");
  const lines = page.locator(".try-schema .cm-line");
  await lines.filter({ hasText: /^\/\/ Three\.$/ }).waitFor();
  assert.match((await lines.allTextContents()).join("\n"), /\/\/ One\.\n\/\/ Three\./);
  // Slow typing is undone key by key.
  for (let i = 0; i < 20; i++) await page.keyboard.press("Control+z");
  await page.waitForFunction(
    () => !/One|Three/.test(document.querySelector(".try-schema .editor").shadowRoot.textContent),
  );
  await choose(page, "images.yaml");
  await lines.filter({ hasText: "# Two." }).waitFor();
}

/** The buttons of a schema are beside its start, which keeps the focus when another one is chosen. */
async function hasOneHead(page) {
  await begin(page, "image");
  const start = page.getByRole("combobox", { name: "Begin with" });
  const [a, b] = [await start.boundingBox(), await page.getByRole("button", { name: "Share" }).boundingBox()];
  assert.ok(Math.abs(a.y + a.height / 2 - b.y - b.height / 2) < 8, `${a.y} and ${b.y}`);
  await start.focus();
  await start.selectOption("extension");
  await problems(page).getByText("No problems").waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "SELECT");
}

async function completes(page) {
  await begin(page, "image");
  await choose(page, MESSAGES);
  await goBehind(page, MESSAGES, 7, 0);
  await page.keyboard.type("  optional uint");
  const list = page.getByRole("listbox", { name: "Completions" });
  await list.getByRole("option", { name: /^uint64/ }).waitFor();
  await page.keyboard.type("6");
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await page.keyboard.type(" born = 3;\n");
  await page.locator(".cm-line", { hasText: "optional uint64 born = 3;" }).waitFor();
  await problems(page).getByText("No problems").waitFor();
  const about = page.locator(".cm-about", { hasText: "Labels of one process." });
  await goBehind(page, MESSAGES, 4, 10);
  await page.keyboard.press("Control+i");
  await about.waitFor();
  await page.keyboard.press("Escape");
  await about.waitFor({ state: "detached" });
  await page.locator(".cm-line", { hasText: "message tag_entry" }).hover({ position: { x: 90, y: 8 } });
  await about.waitFor();
}

async function decodes(page, { fds }) {
  await openCheckpoint(page, fds);
  await begin(page, "image");
  await page.getByRole("tab", { name: "Decode" }).click();
  await page.getByRole("button", { name: "Take a sample" }).click();
  const row = (text) => page.getByRole("treeitem").filter({ hasText: text }).first();
  await row(/^.?entry 0/).click();
  await row(/^pid/).click();
  await page.getByText("The process, by its number in the container.").waitFor();
  await page.waitForFunction(() => document.querySelectorAll("td.field, td.other-field").length > 10);
  // A field less: its bytes are unknown.
  await choose(page, MESSAGES);
  await goBehind(page, MESSAGES, 7, 0);
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Delete");
  await row(/unknown|\?|2:/).waitFor();
  await isAccessible(page);
  await page.getByRole("combobox", { name: "Checkpoint" }).selectOption("fds");
  await page.getByRole("combobox", { name: "Image" }).selectOption("pstree.img");
  await page.getByRole("heading", { name: "pstree.img" }).waitFor();
  await page.getByText("no image that the schema knows").waitFor();
}

async function decodesPasted(page, { fds }) {
  await begin(page, "critgen");
  await page.getByRole("tab", { name: "Decode" }).click();
  const bytes = readFileSync(join(fds, "pstree.img"));
  for (const [text, problem] of [
    [bytes.toString("base64"), false],
    [bytes.subarray(0, -3).toString("hex"), true],
  ]) {
    await page.getByRole("button", { name: "Paste bytes…" }).click();
    await page.getByRole("textbox", { name: "Hexadecimal or base64" }).fill(text);
    await page.getByRole("textbox", { name: "Name of the image" }).fill(problem ? "cut.img" : "pstree.img");
    await page.getByRole("button", { name: "Decode", exact: true }).click();
    await page.getByText(/^PSTREE · /).waitFor();
    await page.waitForFunction(
      (isBroken) => (document.querySelector("td.unread") !== null) === isBroken && document.querySelector("td.word"),
      problem,
    );
  }
  await isAccessible(page);
}

async function suggests(page) {
  await begin(page, "extension");
  await page.getByRole("tab", { name: "A new magic" }).click();
  await page.getByRole("textbox", { name: /^Town/ }).fill("Nizhny Novgorod");
  await page.keyboard.press("Enter");
  await page.getByRole("button", { name: "Give it 0x56194400" }).click();
  await page.getByText("ACME_TAGS has 0x56194400 now.").waitFor();
  await page.locator(".cm-line", { hasText: 'magic: 0x56194400, town: "Nizhniy Novgorod"' }).waitFor();
  await page.getByRole("img", { name: /Nizhniy Novgorod, which is free/ }).waitFor();
  await problems(page).getByText("No problems").waitFor();
  await isAccessible(page);
}

async function shares(page) {
  await begin(page, "image");
  await page.getByRole("tab", { name: "Decode" }).click();
  await page.getByRole("button", { name: "Take a sample" }).click();
  await page.getByRole("heading", { name: "tags.img" }).waitFor();
  await choose(page, MESSAGES);
  await goBehind(page, MESSAGES, 3, 0);
  await page.keyboard.type("// Größer.\n");
  await page.getByRole("button", { name: "Share" }).click();
  await page.waitForFunction(() => location.hash.includes("?s="));
  const url = page.url();
  await page.goto("about:blank");
  await page.goto(url);
  await page.getByRole("heading", { name: "tags.img" }).waitFor();
  await choose(page, MESSAGES);
  await page.locator(".cm-line", { hasText: "// Größer." }).waitFor();
  const download = page.waitForEvent("download");
  await page.getByRole("combobox", { name: "Download" }).selectOption("schema");
  assert.equal((await download).suggestedFilename(), "schema.zip");
}

async function refusesFragments(page) {
  const bomb = deflateRawSync(Buffer.alloc(2 ** 26)).toString("base64url");
  for (const [shared, reason] of [
    ["!", /other characters/],
    [bomb, /more than 2,097,152 bytes/],
    ["AAAA", /damaged/],
  ]) {
    await goTo(page, `#//try/image?s=${encodeURIComponent(shared)}`);
    await page.getByRole("alert").getByText(reason).waitFor();
    await problems(page).getByText("No problems").waitFor();
  }
  await isAccessible(page);
}

/** Drops a file of 64 MiB and a byte: the page says why it is not read, until another one is. */
async function refusesLargeFiles(page) {
  await begin(page, "image");
  const drop = (size) =>
    page.evaluate((bytes) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([new Uint8Array(bytes)], "big.img"));
      dispatchEvent(new DragEvent("drop", { dataTransfer, cancelable: true }));
    }, size);
  await drop(2 ** 26 + 1);
  await page.getByRole("alert").getByText("big.img is larger than 67108864 bytes").waitFor();
  await drop(16);
  await page.getByRole("heading", { name: "big.img" }).waitFor();
  await page.getByRole("alert").waitFor({ state: "detached" });
}

async function stays(page) {
  await begin(page, "critgen");
  await choose(page, "messages/pagemap.proto");
  await goBehind(page, "messages/pagemap.proto", 13, 0);
  // All keys arrive, in their order, while the compiler is at work after each of them.
  const line = "// key by key, while the compiler reads a hundred files";
  await page.keyboard.type(line, { delay: 30 });
  await page.keyboard.press("Enter");
  await page.locator(".cm-line", { hasText: line }).waitFor();
  await problems(page).getByText("No problems").waitFor();
}

/** Looks of Try, by their names. */
export const TRY = {
  "try: a problem is shown at its line, and is gone when it is mended": showsProblems,
  "try: a new field is in all three languages": generates,
  "try: a fix mends a problem": fixes,
  "try: each file undoes its own changes": undoes,
  "try: one row has the start and the buttons": hasOneHead,
  "try: completion and hover": completes,
  "try: an image is decoded as the schema changes": decodes,
  "try: pasted bytes, up to the break": decodesPasted,
  "try: a magic for a town": suggests,
  "try: an address has the schema": shares,
  "try: a hostile address is refused": refusesFragments,
  "try: a file that is too large is refused": refusesLargeFiles,
  "try: typing does not wait": stays,
};
