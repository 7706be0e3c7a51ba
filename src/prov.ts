/** The entry `muniment/prov`: PROV documents without the store. What is not here may change on any day. */
export { checkConstraints } from "./constraints/check.ts";
export { MalformedStatementError } from "./constraints/definitions.ts";
export { areEquivalent } from "./constraints/equivalence.ts";
export { normalForm } from "./constraints/normal-form.ts";
export type { ConstraintReport, Violation } from "./constraints/report.ts";
export type { ConstraintNumber } from "./constraints/rules.ts";
export { ProvenanceError } from "./errors.ts";
export { MalformedProvError, UnwritableProvError } from "./interop/prov-errors.ts";
export {
  type ProvFormat,
  type ProvInput,
  provFormats,
  readProv,
  writeProv,
} from "./interop/prov-formats.ts";
export { parseProvN } from "./interop/prov-n/parse.ts";
export { writeProvN } from "./interop/prov-n/write.ts";
export { provFormatOf, provFormatOfBytes, provFormatOfFile } from "./interop/prov-sniffing.ts";
export { MalformedRdfError, RemoteContextError } from "./interop/rdf-errors.ts";
export {
  type Argument,
  type Attribute,
  argumentsOf,
  type Bundle,
  type KeyEntityPair,
  type ProvDocument,
  type Statement,
  type StatementType,
  type Value,
} from "./prov/document.ts";
