/** Largest length of a line. */
export const WIDTH = 120;

/** Formats code on one line if it fits. Otherwise breaks it at its arguments, properties or elements. */
export function broken(text: string, indent: string, end: string): string {
  const line = `${indent}${text}${end}`;
  if (line.length <= WIDTH) return line;
  const inner = `${indent}  `;
  const guarded = /^(for \(.*?\)\)|if \(.*?\)) (?=[\w.$]+(?:\(| =))(.*)$/.exec(text);
  if (guarded !== null) return `${indent}${guarded[1]} {\n${broken(guarded[2] ?? "", inner, end)}\n${indent}}`;
  const assigned = /^([\w.$]+ =|\w+: .*? =>|\(.*?\) =>) (.*)$/.exec(text);
  if (assigned !== null) return `${indent}${assigned[1]}\n${broken(assigned[2] ?? "", inner, end)}`;
  const object = /^(\w+: )\{ (.*) \}$/.exec(text);
  if (object !== null) {
    const properties = partsOf(object[2] ?? "").map((part) => broken(part, inner, ",\n"));
    return `${indent}${object[1]}{\n${properties.join("")}${indent}}${end}`;
  }
  const [, head = "", open = "", rest = ""] = /^((?:return )?[\w.$]*(?:<\w+>)?)([([])(.*)[)\]]$/.exec(text) ?? [];
  if (open === "") return line;
  const parts = partsOf(rest);
  const list = parts.at(-1) ?? "";
  const close = open === "(" ? ")" : "]";
  // If the last argument of a call is a list, only the list is broken.
  if (list.startsWith("[") && parts.length > 1) {
    const before = `${indent}${head}(${parts.slice(0, -1).join(", ")}, [`;
    return `${before}\n${partsOf(list.slice(1, -1))
      .map((part) => broken(part, inner, ",\n"))
      .join("")}${indent}])${end}`;
  }
  return `${indent}${head}${open}\n${parts.map((part) => broken(part, inner, ",\n")).join("")}${indent}${close}${end}`;
}

/** Splits arguments at commas outside of brackets and strings. */
function partsOf(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const [token] of text.matchAll(/"(?:\\.|[^"\\])*"|[([{]|[)\]}]|, |[^"()[\]{},]+|./gs)) {
    if ("([{".includes(token)) depth += 1;
    if (")]}".includes(token)) depth -= 1;
    if (token === ", " && depth === 0) parts.push("");
    else parts[parts.length - 1] += token;
  }
  return parts;
}
