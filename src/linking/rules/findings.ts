import type { NamedNode, Quad_Object, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Finding } from "../../validation/report.ts";
import { mun, namespaceOf, rdf, sh } from "../../vocabulary.ts";
import type { Naming } from "../naming.ts";
import type { Name } from "../rest/names.ts";
import { type Stated, stating, text } from "../statement.ts";

/** The statements that a `sh:ValidationResult` is made of (SHACL §3.6.2), the rule being the shape's local name. */
export function findingStatements(
  { iris, names }: Naming,
  finding: Finding,
  supports: readonly Name[],
  ...discriminator: readonly string[]
): Stated[] {
  const { focusNode, path, value, severity, sourceShape, sourceConstraintComponent, message } = finding;
  const shape = localName(sourceShape);
  const node = names.iri(iris.finding(shape, focusNode, ...discriminator).value);
  const states = stating("asserted", supports, shape);
  const optional = (property: NamedNode, term: Quad_Object | undefined) =>
    term === undefined ? [] : states(node, property, term);
  return [
    ...states(node, rdf.type, sh.ValidationResult),
    ...states(node, sh.focusNode, focusNode),
    ...optional(sh.resultPath, path),
    ...optional(sh.value, value !== undefined && isObject(value) ? value : undefined),
    ...states(node, sh.resultMessage, text(message)),
    ...states(node, sh.resultSeverity, severity),
    ...states(node, sh.sourceShape, sourceShape),
    ...states(node, sh.sourceConstraintComponent, sourceConstraintComponent),
  ];
}

/** A finding that no SHACL shape could make: the linker's own, under `mun:{code}`. */
export function linkerFinding(
  naming: Naming,
  finding: {
    readonly code: string;
    readonly focus: Name;
    readonly message: string;
    readonly supports: readonly Name[];
    readonly path?: NamedNode;
    readonly severity?: NamedNode;
    readonly discriminator?: readonly string[];
  },
): Stated[] {
  const { code, focus, message, supports, path, severity = sh.Warning, discriminator = [] } = finding;
  return findingStatements(
    naming,
    {
      focusNode: naming.names.node(focus),
      ...(path === undefined ? {} : { path }),
      severity,
      sourceShape: DataFactory.namedNode(namespaceOf.mun + code),
      sourceConstraintComponent: mun.LinkingConstraintComponent,
      message,
    },
    supports,
    ...discriminator,
  );
}

function isObject(term: Term): term is Quad_Object {
  return term.termType === "NamedNode" || term.termType === "Literal" || term.termType === "BlankNode";
}

function localName({ value }: NamedNode): string {
  return /[^#/]*$/.exec(value)?.[0] ?? value;
}
