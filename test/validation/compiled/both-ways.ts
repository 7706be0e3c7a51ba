import type { Quad, Term } from "@rdfjs/types";
import { Store } from "n3";
import { compiledShapes } from "../../../src/validation/compiled/compiled-shapes.ts";
import { findingsOf } from "../../../src/validation/findings.ts";
import { type ReportJson, toReportJson } from "../../../src/validation/report.ts";
import { type ShaclResult, shaclEngine } from "../../../src/validation/shacl-engine.ts";
import type { FocusNode } from "../../../src/validation/targets.ts";

/** What the library and the compiled shapes say of the same graph, in lines that can be compared. */
export interface BothWays {
  readonly library: readonly string[];
  readonly compiled: readonly string[];
  /** The findings that each makes of it: of results that one finding stands for, the order decides which is worded. */
  readonly findings: { readonly library: ReportJson; readonly compiled: ReportJson };
  /** The verdict of the compiled shapes, which stop at the first fault. */
  readonly conforms: boolean | undefined;
}

/** Judges graphs by shapes that compile as a whole, by the library and by the compiled shapes. */
export function bothWays(shapes: readonly Quad[]) {
  const engine = shaclEngine(shapes);
  const compiled = compiledShapes(engine.reading);
  const findings = findingsOf(shapes);
  const reportOf = (results: readonly ShaclResult[]) =>
    toReportJson({ conforms: results.length === 0, findings: findings(results) });
  return {
    left: compiled.left(),
    async judge(quads: readonly Quad[], focusNodes?: readonly FocusNode[]): Promise<BothWays> {
      const graph = compiled.graph(quads);
      if (graph === undefined) throw new Error("The graph is left to the library");
      const expected = await engine.validate(inOneGraph(quads), focusNodes);
      const actual = compiled.results(graph, focusNodes).results;
      return {
        library: linesOf(expected),
        compiled: linesOf(actual),
        findings: { library: reportOf(expected), compiled: reportOf(actual) },
        conforms: compiled.conforms(graph),
      };
    },
  };
}

function inOneGraph(quads: readonly Quad[]): Store {
  const store = new Store();
  for (const { subject, predicate, object } of quads) store.addQuad(subject, predicate, object);
  return store;
}

function linesOf(results: readonly ShaclResult[]): string[] {
  return results.map(lineOf).sort();
}

function lineOf(result: ShaclResult): string {
  const { focusNode, path, value, severity, sourceShape, sourceConstraintComponent, messages } = result;
  const terms = [sourceShape, sourceConstraintComponent, severity, focusNode, path, value];
  return [...terms.map(textOf), ...[...new Set(messages.map(textOf))].sort()].join(" ");
}

function textOf(term: Term | undefined): string {
  if (term === undefined) return "-";
  return term.termType === "Literal"
    ? `"${term.value}"^^${term.datatype.value}@${term.language}`
    : `${term.termType} ${term.value}`;
}
