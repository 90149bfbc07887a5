/* Markdown of hovers and candidates, as elements: paragraphs, blocks of code, `code` and **names**. All of it is text. */

/** Returns an element with a Markdown text. */
export function markdownElement(text: string): HTMLElement {
  const root = document.createElement("div");
  root.className = "cm-about";
  for (const [i, part] of text.split(/^```\w*\n(.*?)^```$/ms).entries()) {
    if (i % 2 === 1) root.append(element("pre", part.trimEnd()));
    else for (const paragraph of part.split(/\n{2,}/).filter((one) => one.trim() !== "")) root.append(prose(paragraph));
  }
  return root;
}

function prose(text: string): HTMLElement {
  const paragraph = document.createElement("p");
  for (const [i, part] of text.split(/`([^`]*)`|\*\*([^*]*)\*\*/).entries()) {
    if (part === undefined || part === "") continue;
    paragraph.append(i % 3 === 0 ? part : element(i % 3 === 1 ? "code" : "b", part));
  }
  return paragraph;
}

function element(name: string, text: string): HTMLElement {
  const made = document.createElement(name);
  made.textContent = text;
  return made;
}
