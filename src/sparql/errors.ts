import { OperationalError, ProvenanceError } from "../errors.ts";

/** The text is no SPARQL 1.2 query. */
export class MalformedQueryError extends ProvenanceError {
  override readonly name = "MalformedQueryError";
  readonly code = "malformed-query";
  /** From 1, where the parser knows them. */
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(reason: string, place?: { readonly line: number; readonly column: number }) {
    super(place === undefined ? reason : `${reason} at line ${place.line}, column ${place.column}`);
    this.line = place?.line;
    this.column = place?.column;
  }
}

/** The text is a SPARQL update. Facts enter by ingest alone, so that each has its record in the log. */
export class UpdateRefusedError extends ProvenanceError {
  override readonly name = "UpdateRefusedError";
  readonly code = "update-refused";

  constructor() {
    super("This store is append-only: SPARQL Update is refused, facts enter by ingest");
  }
}

/** The query asks another server: an answer must rest on this store's statements alone. */
export class ServiceRefusedError extends ProvenanceError {
  override readonly name = "ServiceRefusedError";
  readonly code = "service-refused";

  constructor() {
    super("SERVICE is refused: a query reads this store and reaches no other server");
  }
}

/** The query calls a function that SPARQL does not define. */
export class UnsupportedFunctionError extends ProvenanceError {
  override readonly name = "UnsupportedFunctionError";
  readonly code = "unsupported-function";
  readonly iri: string;

  constructor(iri: string) {
    super(`There is no function <${iri}>`);
    this.iri = iri;
  }
}

/** A parameter is given for a variable that the query itself computes. */
export class ParameterNotFreeError extends ProvenanceError {
  override readonly name = "ParameterNotFreeError";
  readonly code = "parameter-not-free";
  readonly variable: string;

  constructor(variable: string) {
    super(`?${variable} is computed by the query, so it cannot be given as a parameter`);
    this.variable = variable;
  }
}

/** The answer has a text that the chosen format cannot hold. */
export class UnwritableResultError extends ProvenanceError {
  override readonly name = "UnwritableResultError";
  readonly code = "unwritable-result";

  constructor(variable: string, codePoint: string) {
    super(`A value of ?${variable} has the character ${codePoint}, which XML cannot hold: ask for JSON`);
  }
}

/** Part of the query is not evaluated natively, and Comunica is switched off. */
export class NotNativeError extends ProvenanceError {
  override readonly name = "NotNativeError";
  readonly code = "not-native";
  readonly reason: string;

  constructor(reason: string) {
    super(`Only Comunica answers this query, and it is switched off: ${reason}`);
    this.reason = reason;
  }
}

/** The query holds more intermediate rows than it may. */
export class QueryTooLargeError extends OperationalError {
  override readonly name = "QueryTooLargeError";
  readonly code = "query-too-large";

  constructor(bytes: number) {
    super(
      `The query was stopped: it holds more than ${Math.round(bytes / 2 ** 20)} MiB of intermediate rows`,
    );
  }
}

/** Somebody stopped the query by its id, or what it reads was redacted. */
export class QueryStoppedError extends OperationalError {
  override readonly name = "QueryStoppedError";
  readonly code = "query-stopped";
}
