import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { ConstraintReport, Violation } from "../constraints/report.ts";
import { mun, sh } from "../vocabulary.ts";
import { type Result, toReportQuads } from "./report.ts";

/** The Recommendation, in which each constraint has an anchor of its name. */
const recommendation = "http://www.w3.org/TR/2013/REC-prov-constraints-20130430/";

/** §6.2 gives what it asks of documents no name, hence the anchor of its section's chapter. */
const documentRule = "normalization-validity-equivalence";

/**
 * A report of PROV-CONSTRAINTS as RDF: each violation is a `sh:ValidationResult` whose `sh:sourceShape` is the constraint in
 * W3C's Recommendation. Equal reports give equal quads.
 */
export function constraintReportQuads({ valid, violations }: ConstraintReport): Quad[] {
  return toReportQuads({ conforms: valid, findings: violations.map(resultOf) });
}

function resultOf(violation: Violation, index: number): Result {
  const { constraint, name, focusNode } = violation;
  return {
    focusNode:
      focusNode === undefined || focusNode.startsWith("_:")
        ? DataFactory.blankNode(`focus${index}`)
        : DataFactory.namedNode(focusNode),
    severity: sh.Violation,
    sourceShape: DataFactory.namedNode(`${recommendation}#${constraint === 6.2 ? documentRule : name}`),
    sourceConstraintComponent: mun.ProvConstraintComponent,
    message: violationText(violation),
  };
}

/** A violation for people, on one line. */
export function violationText({ constraint, name, bundle, message }: Violation): string {
  const isOfDocument = constraint === 6.2;
  const where = bundle === undefined || isOfDocument ? "" : ` in bundle ${bundle}`;
  return `${isOfDocument ? "Section" : "Constraint"} ${constraint} (${name})${where}: ${message}`;
}
