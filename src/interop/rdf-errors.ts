import { ProvenanceError } from "../errors.ts";
import { PlacedError } from "./placed-error.ts";

/** The document is not RDF of the media type that it was sent as, or is beyond a limit. */
export class MalformedRdfError extends PlacedError {
  override readonly name = "MalformedRdfError";
  readonly code = "malformed-rdf";
}

/** JSON-LD asks for a context that is not bundled. Nothing is ever fetched. */
export class RemoteContextError extends ProvenanceError {
  override readonly name = "RemoteContextError";
  readonly code = "remote-context";
  readonly context: string;
  /** The contexts that may be named. */
  readonly allowed: readonly string[];

  constructor(context: string, allowed: readonly string[]) {
    super(
      `The context <${context}> is not bundled, and none is fetched. Write it into the document, or use ${
        allowed.length === 0 ? "none" : allowed.map((iri) => `<${iri}>`).join(", ")
      }`,
    );
    this.context = context;
    this.allowed = allowed;
  }
}

/** The blank nodes of a document are so alike that telling them apart would cost more than the limit allows. */
export class CanonicalisationLimitError extends ProvenanceError {
  override readonly name = "CanonicalisationLimitError";
  readonly code = "canonicalisation-limit";

  constructor(limit: string, value: number) {
    super(
      `RDFC-1.0 needs more than ${value} ${limit} to tell the blank nodes of this document apart. Give them IRIs`,
    );
  }
}

/** What is to be written has a triple term (RDF 1.2), which JSON-LD 1.1 has not. */
export class UnwritableInJsonLdError extends ProvenanceError {
  override readonly name = "UnwritableInJsonLdError";
  readonly code = "unwritable-result";

  constructor() {
    super("The answer has a triple term, which JSON-LD 1.1 cannot hold: ask for Turtle");
  }
}

/** A posted document says nothing. */
export class EmptyDocumentError extends ProvenanceError {
  override readonly name = "EmptyDocumentError";
  readonly code = "empty-document";

  constructor() {
    super("The document states nothing: it has no triple");
  }
}

/** A posted document names a graph below the base IRI of the store. */
export class ReservedGraphError extends ProvenanceError {
  override readonly name = "ReservedGraphError";
  readonly code = "reserved-graph";
  readonly graph: string;

  constructor(graph: string, base: string) {
    super(
      `A posted document may not have a graph named <${graph}>: names below <${base}> are the store's own`,
    );
    this.graph = graph;
  }
}

/** A posted document uses a predicate that only the mapper, the log or the linker states. */
export class ReservedPredicateError extends ProvenanceError {
  override readonly name = "ReservedPredicateError";
  readonly code = "reserved-predicate";
  readonly predicate: string;
  readonly subject: string;

  constructor(predicate: string, subject: string, allowed: readonly string[]) {
    super(
      `A posted document may not state <${predicate}> of ${subject}; of that vocabulary it may state ${allowed.join(", ")}`,
    );
    this.predicate = predicate;
    this.subject = subject;
  }
}

/** A posted document describes what only the store may: a bundle, a facet, a graph or a finding of it. */
export class ReservedSubjectError extends ProvenanceError {
  override readonly name = "ReservedSubjectError";
  readonly code = "reserved-subject";
  readonly subject: string;

  constructor(subject: string, reserved: readonly string[]) {
    super(
      `A posted document may not describe <${subject}>: below the base IRI, ${reserved.join(", ")} are the store's own`,
    );
    this.subject = subject;
  }
}
