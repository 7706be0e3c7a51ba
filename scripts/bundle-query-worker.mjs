/**
 * Makes few files of the hundreds that a thread for queries would read: `dist/sparql/workers/thread/`, with the licences of
 * what is copied into them. What the first query does not need, such as Comunica, is in files that are read when it is needed.
 *
 * CommonJS, since packages within read `__dirname`.
 */
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { rolldown } from "rolldown";

const directory = "dist/sparql/workers/thread";

const bundle = await rolldown({ input: "dist/sparql/workers/query-worker.js", platform: "node" });
const { output } = await bundle.write({
  dir: directory,
  format: "cjs",
  entryFileNames: "[name].cjs",
  chunkFileNames: "[name].cjs",
  cleanDir: true,
});
await bundle.close();

const packages = new Set(output.flatMap((chunk) => chunk.moduleIds ?? []).flatMap(packageOf));
writeFileSync(join(directory, "LICENSES.txt"), [...packages].sort().map(licenceOf).join("\n\n"));

/** The directory of the package that a file belongs to; none for a file of ours. */
function packageOf(file) {
  const found = /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/.exec(file);
  return found === null ? [] : [found[0]];
}

function licenceOf(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, "package.json"), "utf8"));
  const text = readdirSync(path).find((file) => /^licen[cs]e/i.test(file));
  const own = text === undefined ? "" : `\n\n${readFileSync(join(path, text), "utf8").trim()}`;
  return `${name} ${version} (${license ?? "see its package"})${own}`;
}
