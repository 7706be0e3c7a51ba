import { Buffer } from "node:buffer";
import type { Configuration } from "../configuration.ts";
import { ProvenanceError } from "../errors.ts";
import type { JsonValue, Note } from "../events/event.ts";
import { refuseOversized } from "../events/event-size.ts";
import { parseEvent } from "../events/parse-event.ts";
import { withoutSecrets } from "../events/secrets.ts";
import { mapDocument } from "../interop/posted-document.ts";
import { readDocument } from "../interop/read-document.ts";
import type { MappedBundle } from "../mapping/bundle.ts";
import type { Iris } from "../mapping/iris.ts";
import { mapEvent } from "../mapping/map-event.ts";
import type { Principal, Received } from "../principal.ts";
import type { Finding, ValidationReport } from "../validation/report.ts";

/** One input that is parsed, mapped and structurally valid. */
export interface Prepared {
  readonly kind: "event" | "rdf";
  readonly id: string;
  readonly sizeBytes: number;
  readonly received: Received;
  readonly sender: Principal;
  readonly bundle: MappedBundle;
  readonly notes: readonly Note[];
}

export interface PrepareContext {
  readonly iris: Iris;
  readonly configuration: Configuration;
  readonly validate: (bundle: MappedBundle) => Promise<ValidationReport>;
  readonly documentQuads: number;
}

/** What an input says cannot be stored soundly: the structural shapes reject it (`shapes/structural.ttl`). */
export class InvalidBundleError extends ProvenanceError {
  override readonly name = "InvalidBundleError";
  readonly code = "invalid-bundle";
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const [first] = findings;
    super(
      first === undefined ? "The structural shapes reject it" : `${first.message} (${first.focusNode.value})`,
    );
    this.findings = findings;
  }
}

/**
 * Parses, maps and validates one OpenLineage event. `bytes` are the exact slice that it came in: the journal commits to them.
 * @throws {MalformedEventError} @throws {InvalidBundleError}
 */
export async function prepareEvent(
  { json, bytes }: { readonly json: JsonValue; readonly bytes: Uint8Array },
  sender: Principal,
  context: PrepareContext,
): Promise<Prepared> {
  const { configuration, iris } = context;
  const kept = configuration.dropSecrets ? withoutSecrets(bytes, configuration.secretNames) : { bytes, json };
  const parsed = parseEvent(kept.json, { strict: configuration.strict });
  refuseOversized(parsed.event);
  const bundle = mapEvent(parsed, { iris, configuration });
  const received = { bytes: kept.bytes, mediaType: "application/json" };
  return valid({ kind: "event", received, sender, bundle, notes: parsed.notes }, context);
}

/** A document is what it is under any configuration. */
type DocumentContext = Omit<PrepareContext, "configuration">;

/**
 * Reads, canonicalises and validates a posted document, RDF or PROV.
 * @throws {MalformedRdfError} @throws {MalformedProvError} @throws {UnstorableProvError} @throws {InvalidBundleError} and
 * what DESIGN §6 reserves.
 */
export async function prepareDocument(
  received: Received,
  sender: Principal,
  context: DocumentContext,
): Promise<Prepared> {
  const quads = await readDocument(received, { quads: context.documentQuads });
  const bundle = await mapDocument(quads, { iris: context.iris });
  return valid({ kind: "rdf", received, sender, bundle, notes: [] }, context);
}

async function valid(
  prepared: Omit<Prepared, "id" | "sizeBytes">,
  { validate }: Pick<PrepareContext, "validate">,
): Promise<Prepared> {
  const report = await validate(prepared.bundle);
  if (!report.conforms) throw new InvalidBundleError(report.findings);
  return {
    ...prepared,
    id: prepared.bundle.iri.value,
    sizeBytes: Buffer.byteLength(prepared.received.bytes),
  };
}
