import { readdirSync } from "node:fs";
import { Parser } from "n3";
import { sortByCodePoint } from "../code-points.ts";
import { packageFile, packagePath } from "../package-files.ts";
import type { Alignments } from "./alignment.ts";
import { parseAlignment } from "./parse-alignment.ts";

/** Below it, the IRIs of the alignments of the package: `https://w3id.org/muniment/alignments/p-plan`. */
const namespace = "https://w3id.org/muniment/alignments/";

let packaged: Alignments | undefined;

/** The alignments that the package ships, in the order of their names. Always the same, read when they are first asked for. */
export function packagedAlignments(): Alignments {
  packaged ??= readFolder();
  return packaged;
}

function readFolder(): Alignments {
  const folder = "ontology/alignments";
  const files = readdirSync(packagePath(folder)).filter((file) => file.endsWith(".ttl"));
  return new Map(
    sortByCodePoint(files.map((file) => file.slice(0, -".ttl".length))).map((name) => {
      const quads = new Parser({ format: "text/turtle" }).parse(packageFile(`${folder}/${name}.ttl`));
      return [name, parseAlignment(quads, { name, iri: namespace + name })];
    }),
  );
}
