import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";

const root = resolve(import.meta.dirname, "../src");

/** What each folder may import besides itself and the files directly in `src/`. Change it knowingly. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  events: [],
  mapping: ["events", "quads"],
  columns: [],
  quads: ["mapping", "columns"],
  prov: [],
  constraints: ["prov"],
  lint: ["interop", "quads"],
  plausibility: ["constraints", "prov"],
  interop: ["events", "mapping", "quads", "prov"],
  alignments: ["interop"],
  configuration: ["alignments", "events", "mapping", "interop"],
  validation: ["events", "mapping", "quads", "constraints"],
  validity: ["constraints", "plausibility", "prov", "interop", "quads"],
  journal: ["events", "mapping", "quads"],
  linking: ["configuration", "mapping", "validation", "columns", "quads", "interop"],
  entailment: ["quads"],
  threads: [],
  sparql: ["mapping", "quads", "interop", "entailment", "threads"],
  questions: ["mapping", "quads", "sparql", "entailment"],
  pipeline: [
    "alignments",
    "events",
    "mapping",
    "configuration",
    "interop",
    "validation",
    "journal",
    "columns",
    "quads",
    "linking",
    "entailment",
    "sparql",
    "threads",
    "constraints",
    "plausibility",
    "validity",
  ],
  http: [
    "alignments",
    "constraints",
    "interop",
    "pipeline",
    "plausibility",
    "questions",
    "sparql",
    "validation",
    "quads",
  ],
  cli: [
    "alignments",
    "events",
    "columns",
    "configuration",
    "constraints",
    "interop",
    "journal",
    "lint",
    "pipeline",
    "plausibility",
    "prov",
    "quads",
    "questions",
    "sparql",
    "validation",
    "http",
  ],
};

/** Files directly in `src/` that join folders; nothing below may import them but `http`, `cli` and each other. */
const joints = ["muniment.ts", "intake.ts", "reader.ts", "index.ts", "prov.ts"];

/** The one home of each library. */
const homeOf: Readonly<Record<string, readonly string[]>> = {
  express: ["http"],
  lmdb: ["journal"],
  "@comunica/core": ["sparql"],
  "@comunica/query-sparql-rdfjs": ["sparql"],
  "rdf-validate-shacl": ["validation"],
  jsonld: ["interop"],
  "rdf-canonize": ["interop"],
  "@rubensworks/saxes": ["interop"],
};

const imports = readdirSync(root, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith(".ts"))
  .flatMap((file) => {
    const text = readFileSync(join(root, file), "utf8");
    return [...text.matchAll(/^(?:import|export)\b[^;]*?from "([^"]+)";/gms)].map(([, target = ""]) => ({
      file,
      target,
    }));
  });

describe("the source", () => {
  it("imports only back along the way of the data", () => {
    const breaches = imports
      .filter(({ target }) => target.startsWith("."))
      .map(({ file, target }) => ({ file, to: relative(root, resolve(root, dirname(file), target)) }))
      .filter(({ file, to }) => !isAllowed(file, to));

    expect(breaches).toEqual([]);
  });

  it("keeps each library in its one home", () => {
    const breaches = imports.filter(
      ({ file, target }) => homeOf[target] !== undefined && !homeOf[target].includes(folderOf(file)),
    );

    expect(breaches).toEqual([]);
  });

  it("reads the environment in config.ts alone", () => {
    const readers = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
      (file) => file.endsWith(".ts") && readFileSync(join(root, file), "utf8").includes("process.env"),
    );

    expect(readers).toEqual(["config.ts"]);
  });
});

function isAllowed(file: string, to: string): boolean {
  const [from, target] = [folderOf(file), folderOf(to)];
  if (target === "") return from === "" || !joints.includes(to) || ["http", "cli"].includes(from);
  return from === target || from === "" || (mayImport[from] ?? []).includes(target);
}

function folderOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] ?? "") : "";
}
