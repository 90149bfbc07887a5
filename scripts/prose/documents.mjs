/* Extracts texts of documents, of YAML files and of templates. */

/** Returns a text for each paragraph and list item, without code, tables and headings. */
export function documentTexts(file, text) {
  const texts = [];
  let isCode = false;
  let part;
  const end = () => {
    if (part !== undefined) texts.push(part);
    part = undefined;
  };
  for (const [i, line] of text.split("\n").entries()) {
    if (/^\s*(```|~~~)/.test(line)) isCode = !isCode;
    const isBreak = line.trim() === "" || /^\s*(```|~~~|\||#|<!--)/.test(line);
    if (isCode || isBreak || /^\s*([-*]|\d+\.) /.test(line)) end();
    if (isCode || isBreak) continue;
    const words = line.replace(/^\s*([-*>]|\d+\.)? /, "").trim();
    if (part === undefined) part = { file, line: i + 1, kind: "documents", text: words };
    else part.text += ` ${words}`;
  }
  end();
  return texts;
}

/** Returns the comments of YAML; adjacent lines are one text. */
export function tableTexts(file, text) {
  return blocks(file, text, /^\s*#\s?(.*)$/);
}

/** Returns the comments of a template's output. */
export function templateTexts(file, text) {
  const lines = text.split("\n").map((line) => line.replaceAll(/\{\{[^}]*\}\}/g, "X"));
  const stripped = lines.map((line) => line.replace(/^\s*(\/\*\*?|\*\/)\s*$/, ""));
  return blocks(file, stripped.join("\n"), /^\s*(?:\/\*\*?|\*|\/\/)\s(.*?)(?:\*\/)?\s*$/);
}

function blocks(file, text, pattern) {
  const texts = [];
  let part;
  for (const [i, line] of text.split("\n").entries()) {
    const [, words] = line.match(pattern) ?? [];
    if (words === undefined || words === "") {
      part = undefined;
    } else if (part === undefined) {
      part = { file, line: i + 1, kind: "comments of data", text: words };
      texts.push(part);
    } else {
      part.text += ` ${words}`;
    }
  }
  return texts;
}
