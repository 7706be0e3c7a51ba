import type { BlankNode, NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { namespaceOf, rdf, sh, xsd } from "../vocabulary.ts";

/** One `sh:ValidationResult`: what breaks which constraint, and how badly. */
export interface Finding {
  readonly focusNode: NamedNode;
  readonly path?: NamedNode;
  readonly value?: Term;
  /** `sh:Violation`, `sh:Warning` or `sh:Info`. */
  readonly severity: NamedNode;
  /** A shape of ours, or the property shape's named parent when it is a blank node. */
  readonly sourceShape: NamedNode;
  readonly sourceConstraintComponent: NamedNode;
  /** One sentence that a person understands. */
  readonly message: string;
}

export interface ValidationReport {
  readonly conforms: boolean;
  readonly findings: readonly Finding[];
}

/** A result of whatever checked; what it is about may have no name. */
export interface Result extends Omit<Finding, "focusNode"> {
  readonly focusNode: NamedNode | BlankNode;
}

/** A report as JSON: for `POST /validate` and `muniment validate --json`. */
export interface ReportJson {
  readonly conforms: boolean;
  readonly findings: readonly FindingJson[];
}

/** A finding as JSON: IRIs as text, the severity by its local name, the value as a term of SPARQL 1.1 Results JSON. */
interface FindingJson {
  readonly focusNode: string;
  readonly path?: string;
  readonly value?: TermJson;
  readonly severity: string;
  readonly sourceShape: string;
  readonly sourceConstraintComponent: string;
  readonly message: string;
}

interface TermJson {
  readonly type: "uri" | "literal" | "bnode";
  readonly value: string;
  readonly datatype?: string;
  readonly "xml:lang"?: string;
}

/** The report as JSON; equal reports give equal text. */
export function toReportJson({ conforms, findings }: ValidationReport): ReportJson {
  return { conforms, findings: findings.map(toFindingJson) };
}

function toFindingJson(finding: Finding): FindingJson {
  const { focusNode, path, value, severity, sourceShape, sourceConstraintComponent, message } = finding;
  return {
    focusNode: focusNode.value,
    ...(path === undefined ? {} : { path: path.value }),
    ...(value === undefined ? {} : { value: toTermJson(value) }),
    severity: severity.value.startsWith(namespaceOf.sh)
      ? severity.value.slice(namespaceOf.sh.length)
      : severity.value,
    sourceShape: sourceShape.value,
    sourceConstraintComponent: sourceConstraintComponent.value,
    message,
  };
}

function toTermJson(term: Term): TermJson {
  if (term.termType === "BlankNode") return { type: "bnode", value: term.value };
  if (term.termType !== "Literal") return { type: "uri", value: term.value };
  if (term.language !== "") return { type: "literal", value: term.value, "xml:lang": term.language };
  return term.datatype.equals(xsd.string)
    ? { type: "literal", value: term.value }
    : { type: "literal", value: term.value, datatype: term.datatype.value };
}

/**
 * The report as RDF (SHACL §3.6). With an IRI for the report its results are `{iri}/result/{n}`, else all are blank
 * nodes; either way equal reports give equal quads.
 */
export function toReportQuads(
  { conforms, findings }: { readonly conforms: boolean; readonly findings: readonly Result[] },
  iri?: NamedNode,
): Quad[] {
  const report = iri ?? DataFactory.blankNode("report");
  const verdict = DataFactory.literal(String(conforms), xsd.boolean);
  return [
    DataFactory.quad(report, rdf.type, sh.ValidationReport),
    DataFactory.quad(report, sh.conforms, verdict),
    ...findings.flatMap((finding, n) => {
      const node =
        iri === undefined
          ? DataFactory.blankNode(`result${n}`)
          : DataFactory.namedNode(`${iri.value}/result/${n}`);
      return [DataFactory.quad(report, sh.result, node), ...findingQuads(node, finding)];
    }),
  ];
}

/** One finding as a `sh:ValidationResult` of the given name. */
function findingQuads(node: NamedNode | BlankNode, finding: Result): Quad[] {
  const { focusNode, path, value, severity, sourceShape, sourceConstraintComponent, message } = finding;
  return [
    DataFactory.quad(node, rdf.type, sh.ValidationResult),
    DataFactory.quad(node, sh.focusNode, focusNode),
    ...(path === undefined ? [] : [DataFactory.quad(node, sh.resultPath, path)]),
    ...(value === undefined || !isObject(value) ? [] : [DataFactory.quad(node, sh.value, value)]),
    DataFactory.quad(node, sh.resultSeverity, severity),
    DataFactory.quad(node, sh.sourceShape, sourceShape),
    DataFactory.quad(node, sh.sourceConstraintComponent, sourceConstraintComponent),
    DataFactory.quad(node, sh.resultMessage, DataFactory.literal(message)),
  ];
}

function isObject(term: Term): term is Exclude<Term, { termType: "DefaultGraph" | "Quad" }> {
  return term.termType !== "DefaultGraph" && term.termType !== "Quad";
}
