import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Quad, Term } from "@rdfjs/types";
import { Parser, Store } from "n3";
import { corpusFiles, corpusPath } from "./corpus.ts";

const suite = ["w3c", "shacl", "data-shapes-test-suite", "tests"];
const mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const sht = "http://www.w3.org/ns/shacl-test#";
const sh = "http://www.w3.org/ns/shacl#";

/** A test of the W3C SHACL test suite. */
export interface ShaclTest {
  readonly name: string;
  /** The path of its data graph, and that of its shapes graph. */
  readonly data: string;
  readonly shapes: string;
  readonly expected: readonly string[] | "failure";
}

/** The tests below a folder of the suite. */
export function testsOf(folder: string): ShaclTest[] {
  return corpusFiles(...suite, folder).flatMap((file) => testsIn(folder, file));
}

function testsIn(folder: string, file: string): ShaclTest[] {
  const path = corpusPath(...suite, folder, file);
  const base = pathToFileURL(path).href;
  const manifest = new Store(parse(path));
  return manifest.getSubjects(`${mf}action`, null, null).map((test) => {
    const one = (subject: Term, predicate: string) => manifest.getObjects(subject, predicate, null)[0];
    const action = one(test, `${mf}action`);
    const result = one(test, `${mf}result`);
    if (action === undefined || result === undefined) throw new Error(`${file} has no action or result`);
    const fileOf = (predicate: string) =>
      resolve(dirname(path), new URL(one(action, predicate)?.value ?? base).pathname);
    return {
      name: `${folder}/${file.replace(/\.ttl$/, "")}`,
      data: fileOf(`${sht}dataGraph`),
      shapes: fileOf(`${sht}shapesGraph`),
      expected:
        result.value === `${sht}Failure`
          ? "failure"
          : manifest
              .getObjects(result, `${sh}result`, null)
              .map((each) =>
                line({
                  focusNode: one(each, `${sh}focusNode`),
                  path: one(each, `${sh}resultPath`),
                  value: one(each, `${sh}value`),
                  severity: one(each, `${sh}resultSeverity`),
                  sourceShape: one(each, `${sh}sourceShape`),
                  component: one(each, `${sh}sourceConstraintComponent`),
                }),
              )
              .sort(),
    };
  });
}

/** The quads of a file of the suite. */
export function parse(path: string): Quad[] {
  return new Parser({ format: "text/turtle", baseIRI: pathToFileURL(path).href }).parse(
    readFileSync(path, "utf8"),
  );
}

const columns = ["focusNode", "path", "value", "severity", "sourceShape", "component"] as const;

/** A result as a line that can be compared: blank nodes are all alike in it. */
export function line(terms: { readonly [column in (typeof columns)[number]]?: Term | undefined }): string {
  return columns.map((column) => text(terms[column])).join(" ");
}

function text(term: Term | undefined): string {
  if (term === undefined) return "-";
  if (term.termType === "BlankNode") return "[]";
  return term.termType === "Literal"
    ? `"${term.value}"^^${term.datatype.value}@${term.language}`
    : term.value;
}
