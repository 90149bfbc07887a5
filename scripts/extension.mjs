/*
 * Builds the extension of VS Code: bundles its code, and packs it with its manifest into a .vsix, a zip file.
 *   node scripts/extension.mjs [file]     default: critgen.vsix
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { argv } from "node:process";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { zipSync } from "fflate";
import { licensesOf } from "./licenses.mjs";

const folder = new URL("../lsp/vscode/", import.meta.url);
const manifest = JSON.parse(readFileSync(new URL("package.json", folder), "utf8"));
const root = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));

/** A fixed time, so that the same sources give the same file. */
const MADE = new Date("2020-01-01T00:00:00");

/** Bundles the extension; VS Code provides the module `vscode`. */
async function bundled() {
  const { outputFiles, metafile } = await build({
    absWorkingDir: fileURLToPath(new URL("..", import.meta.url)),
    metafile: true,
    entryPoints: [fileURLToPath(new URL("extension.mjs", folder))],
    bundle: true,
    write: false,
    platform: "node",
    target: "node20",
    format: "cjs",
    minify: true,
    legalComments: "inline",
    external: ["vscode"],
  });
  return { code: outputFiles[0].contents, modules: Object.keys(metafile.inputs) };
}

const escaped = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Writes the manifest of the file, which VS Code and its marketplace read. */
function vsixManifest({ name, publisher, displayName, description, categories, engines }) {
  const asset = (type, path) => `<Asset Type="${type}" Path="${path}" Addressable="true"/>`;
  return `<?xml version="1.0" encoding="utf-8"?>
<PackageManifest Version="2.0.0" xmlns="http://schemas.microsoft.com/developer/vsx-schema/2011">
<Metadata>
<Identity Language="en-US" Id="${name}" Version="${root.version}" Publisher="${publisher}"/>
<DisplayName>${escaped(displayName)}</DisplayName>
<Description xml:space="preserve">${escaped(description)}</Description>
<Categories>${escaped(categories.join(","))}</Categories>
<Properties>
<Property Id="Microsoft.VisualStudio.Code.Engine" Value="${engines.vscode}"/>
<Property Id="Microsoft.VisualStudio.Code.ExtensionKind" Value="workspace"/>
</Properties>
<License>extension/LICENSE.txt</License>
</Metadata>
<Installation><InstallationTarget Id="Microsoft.VisualStudio.Code"/></Installation>
<Dependencies/>
<Assets>
${asset("Microsoft.VisualStudio.Code.Manifest", "extension/package.json")}
${asset("Microsoft.VisualStudio.Services.Content.License", "extension/LICENSE.txt")}
</Assets>
</PackageManifest>
`;
}

const TYPES = `<?xml version="1.0" encoding="utf-8"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension=".json" ContentType="application/json"/><Default Extension=".vsixmanifest" ContentType="text/xml"/><Default Extension=".txt" ContentType="text/plain"/><Default Extension=".cjs" ContentType="application/javascript"/></Types>
`;

const bytes = (text) => new TextEncoder().encode(text);
const { code, modules } = await bundled();
const own = readFileSync(new URL("../LICENSE", import.meta.url), "utf8");
const license = [own, ...licensesOf(fileURLToPath(new URL("..", import.meta.url)), modules)].join("\n\n");
const files = {
  "extension.vsixmanifest": bytes(vsixManifest(manifest)),
  "[Content_Types].xml": bytes(TYPES),
  "extension/package.json": bytes(`${JSON.stringify({ ...manifest, version: root.version }, undefined, 2)}\n`),
  "extension/LICENSE.txt": bytes(license),
  "extension/extension.cjs": code,
};
const target = argv[2] ?? "critgen.vsix";
mkdirSync(dirname(target), { recursive: true });
writeFileSync(target, zipSync(files, { mtime: MADE, level: 9 }));
