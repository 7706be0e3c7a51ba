import type { NamedNode, Term } from "@rdfjs/types";
import { DataFactory, termFromId, termToId } from "n3";
import { MalformedEventError } from "../../events/event-notes.ts";
import { MalformedJsonError } from "../../events/json-error.ts";
import { BadPatternError } from "../../events/patterns.ts";
import * as provErrors from "../../interop/prov-errors.ts";
import * as rdfErrors from "../../interop/rdf-errors.ts";
import { BundleTooLargeError } from "../../mapping/statements.ts";
import { errorsAsData, type PlainError } from "../../plain-error.ts";
import { UnwritableTermError } from "../../quads/nquads.ts";
import type { Finding } from "../../validation/report.ts";
import { CheckTooLargeError } from "../../validity/stored-document.ts";
import { InvalidBundleError } from "../prepare.ts";
import { BatchTooLargeError } from "./prepare-body.ts";

const errors = errorsAsData({
  ...provErrors,
  ...rdfErrors,
  BadPatternError,
  BatchTooLargeError,
  BundleTooLargeError,
  CheckTooLargeError,
  InvalidBundleError,
  MalformedEventError,
  MalformedJsonError,
  UnwritableTermError,
});

/** Why an event or a document was refused, or what went wrong with it, to be posted: terms do not cross threads either. */
export function plainRefusal(error: unknown): PlainError {
  const plain = errors.plainError(error);
  if (!(error instanceof InvalidBundleError)) return plain;
  return { ...plain, fields: { ...plain.fields, findings: error.findings.map(plainFinding) } };
}

/** The error that was posted. */
export function refusalOfPlain(plain: PlainError): Error {
  const error = errors.errorOfPlain(plain);
  if (!(error instanceof InvalidBundleError)) return error;
  const findings = (plain.fields.findings as PlainFinding[]).map(findingOfPlain);
  return Object.assign(error, { findings });
}

/** A finding whose terms are text. */
interface PlainFinding extends Pick<Finding, "message"> {
  readonly focusNode: string;
  readonly path: string | undefined;
  readonly value: string | undefined;
  readonly severity: string;
  readonly sourceShape: string;
  readonly sourceConstraintComponent: string;
}

function plainFinding(finding: Finding): PlainFinding {
  const { focusNode, path, value, severity, sourceShape, sourceConstraintComponent, message } = finding;
  return {
    focusNode: focusNode.value,
    path: path?.value,
    value: value === undefined ? undefined : termToId(value as Parameters<typeof termToId>[0]),
    severity: severity.value,
    sourceShape: sourceShape.value,
    sourceConstraintComponent: sourceConstraintComponent.value,
    message,
  };
}

function findingOfPlain({ path, value, ...finding }: PlainFinding): Finding {
  const node = (iri: string): NamedNode => DataFactory.namedNode(iri);
  return {
    focusNode: node(finding.focusNode),
    ...(path === undefined ? {} : { path: node(path) }),
    ...(value === undefined ? {} : { value: termFromId(value) as Term }),
    severity: node(finding.severity),
    sourceShape: node(finding.sourceShape),
    sourceConstraintComponent: node(finding.sourceConstraintComponent),
    message: finding.message,
  };
}
