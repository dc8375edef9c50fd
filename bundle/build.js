// Writes assets/plotly.min.js, the licences of what is in it, and its checksum. `make plotly` runs this.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";

const HERE = import.meta.dirname;
const OUT = `${HERE}/../assets/plotly.min.js`;
const version = createRequire(import.meta.url)("plotly.js/package.json").version;

// What an attribute means, in words: a third of the source, and asked for by nobody at run time. plotly.js takes it out of its own bundles too.
const WORDS = String.raw`(?:'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*")`;
const LIST = String.raw`\[(?:\s|,|\+|//.*|${WORDS}|[\w.]+(?:\([^()]*\))?)*\]\.join\([^()]*\)`;
const DESCRIPTION = new RegExp(String.raw`\bdescription:\s*(?:${WORDS}|${LIST})\s*(?:,|(?=\}))`, "g");

// The hosts that plotly.js would share a chart with, ask for an outline of the world, or send a reader to: ours asks nobody.
const HOST = /https:\/\/(?:\w+\.)?plot(?:ly\.com|\.ly)[\w/.-]*/g;

// Where drawing took time for nothing: file, words as they stand there, words in their place.
const QUICKER = [
  // The parts of a name are looked at for a place in a list only where one can be: at each of some thousand settings of a chart.
  ["lib/nested_property.js", "while(j < propParts.length) {", "while(propStr.indexOf('[') !== -1 && j < propParts.length) {"],
  // Whether a chart began without a height is asked once: each time, the browser lays the page out anew.
  ...["Height", "Width"].map((one) => ["plot_api/plot_api.js", `context._hasZero${one} = context._hasZero${one} || gd.client${one} === 0;`, `if(context._hasZero${one} === undefined) context._hasZero${one} = gd.client${one} === 0;`]),
  // Flows are where they belong at once, as every other chart is; else they glide there for half a second.
  ["traces/sankey/render.js", /\.transition\(\)\s*\.ease\(c\.ease\)\.duration\(c\.duration\)/g, ""],
];
const edited = new Set();

function source(path) {
  let text = readFileSync(path, "utf8");
  for (const [index, [file, before, after]] of QUICKER.entries()) {
    if (!path.endsWith(`plotly.js/src/${file}`)) continue;
    const changed = text.replaceAll(before, after);
    if (changed !== text) edited.add(index);
    text = changed;
  }
  return text.replace(DESCRIPTION, "").replace(HOST, "");
}

function less(one) {
  one.onLoad({ filter: /plotly\.js\/src\/.*\.js$/ }, ({ path }) => ({ contents: source(path) }));
  const instead = (name, file) => one.onResolve({ filter: new RegExp(`^${name}$`) }, () => ({ path: `${HERE}/${file}` }));
  instead("culori", "colours.js");
  for (const unused of ["country-iso-search", "d3-geo-projection", "@plotly/d3-sankey-circular"]) instead(unused, "nothing.cjs");
  one.onLoad({ filter: /\.css$/ }, () => ({ contents: "", loader: "empty" })); // of maps made of tiles
}

const { metafile } = await build({
  absWorkingDir: HERE,
  entryPoints: ["plotly.cjs"],
  outfile: OUT,
  bundle: true,
  minify: true,
  format: "iife",
  globalName: "Plotly",
  target: "es2020",
  define: { global: "window", "define.amd": "false" },
  banner: { js: `/* plotly.js v${version}, the traces in use alone. MIT License; plotly.LICENSE.txt has all licences. */` },
  legalComments: "none",
  plugins: [{ name: "less", setup: less }],
  metafile: true,
  logLevel: "warning",
});

if (edited.size < QUICKER.length) throw new Error("plotly.js says something else where it was to be made quicker: look at QUICKER.");

const inputs = Object.entries(Object.values(metafile.outputs)[0].inputs).filter(([file, { bytesInOutput }]) => bytesInOutput && !file.endsWith(".css"));
const packages = new Set(inputs.map(([file]) => /^.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(file)?.[0]).filter(Boolean));
const licences = [...packages].sort().map((folder) => {
  const file = readdirSync(`${HERE}/${folder}`).find((name) => /^licen[cs]e/i.test(name));
  const said = JSON.parse(readFileSync(`${HERE}/${folder}/package.json`, "utf8"));
  const text = file ? readFileSync(`${HERE}/${folder}/${file}`, "utf8").trim() : `Licence: ${said.license}`;
  return `${said.name} ${said.version}\n\n${text.replaceAll("\r\n", "\n")}\n`;
});
writeFileSync(`${HERE}/../assets/plotly.LICENSE.txt`, licences.join(`\n${"-".repeat(80)}\n\n`));
const written = readFileSync(OUT);
writeFileSync(`${OUT}.br`, brotliCompressSync(written, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: written.length } }));
writeFileSync(`${HERE}/../assets/plotly.sha256`, `${createHash("sha256").update(written).digest("hex")}  plotly.min.js\n`);
