import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import { ProvenanceError } from "../errors.ts";
import type { Note } from "../events/event.ts";
import { parseJsonDocument } from "../events/json.ts";
import type { MappedBundle } from "../mapping/bundle.ts";
import type { Received } from "../principal.ts";
import type { QuadView } from "../quads/quad-store.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import type { Finding } from "../validation/report.ts";
import { rdf, sh } from "../vocabulary.ts";
import {
  InvalidBundleError,
  type PrepareContext,
  type Prepared,
  prepareDocument,
  prepareEvent,
} from "./prepare.ts";

/** What would be said of an input if it were sent: whether it is accepted, and with which findings. */
export interface DryRunReport {
  readonly conforms: boolean;
  readonly bundle?: string;
  readonly notes: readonly Note[];
  readonly findings: readonly Finding[];
  /** Why it would be refused. */
  readonly error?: ProvenanceError;
}

interface DryRunOptions {
  readonly kind: "events" | "document";
  /** Whether the shapes for merged descriptions are asked too. */
  readonly isMerged: boolean;
  readonly context: PrepareContext;
  readonly view: QuadView;
  readonly shapes: DescriptionShapes;
  readonly maxDepth: number;
}

/** What each event of a body, or the document, would be told. Writes nothing, and keeps no refusal. */
export async function dryRun(received: Received, options: DryRunOptions): Promise<DryRunReport[]> {
  const { kind, context, maxDepth } = options;
  const nobody = { id: "validate" };
  if (kind === "document") return [await reported(() => prepareDocument(received, nobody, context), options)];

  const { elements, error } = parseJsonDocument(received.bytes, { maxDepth });
  if (error !== undefined) return [{ conforms: false, notes: [], findings: [], error }];
  const reports: DryRunReport[] = [];
  for (const element of elements) {
    const bytes = received.bytes.subarray(element.start, element.end);
    const prepare = async () => {
      if ("error" in element) throw element.error;
      return prepareEvent({ json: element.value, bytes }, nobody, context);
    };
    reports.push(await reported(prepare, options));
  }
  return reports;
}

async function reported(
  prepare: () => Promise<Prepared>,
  { isMerged, view, shapes }: DryRunOptions,
): Promise<DryRunReport> {
  try {
    const { bundle, notes } = await prepare();
    const findings = isMerged ? await mergedFindings(bundle, view, shapes) : [];
    const conforms = findings.every(({ severity }) => !severity.equals(sh.Violation));
    return { conforms, bundle: bundle.iri.value, notes, findings };
  } catch (error) {
    if (!(error instanceof ProvenanceError)) throw error;
    return {
      conforms: false,
      notes: [],
      findings: error instanceof InvalidBundleError ? error.findings : [],
      error,
    };
  }
}

/**
 * Validates what the things that a bundle speaks of would look like with it, by the shapes for merged descriptions. What is
 * stored so far is taken as it stands; nothing is linked anew, and nothing is written.
 */
async function mergedFindings(
  { quads, facets }: MappedBundle,
  view: QuadView,
  shapes: DescriptionShapes,
): Promise<readonly Finding[]> {
  const own = [...quads, ...facets.flatMap((facet) => facet.quads)];
  const focusNodes = new Map<string, NamedNode>();
  for (const { subject } of own) if (subject.termType === "NamedNode") focusNodes.set(subject.value, subject);

  const description = new Store();
  const add = (quad: Quad) => description.addQuad(quad.subject, quad.predicate, quad.object);
  for (const quad of own) add(quad);
  for (const node of focusNodes.values()) {
    for (const quad of view.match(node, null, null, defaultGraph)) add(quad);
    for (const predicate of shapes.inversePredicates) {
      for (const quad of view.match(null, predicate, node, defaultGraph)) add(quad);
    }
  }
  for (const quad of description.getQuads(null, null, null, null)) {
    for (const term of [quad.subject, quad.object]) {
      if (term.termType === "NamedNode")
        for (const type of view.match(term, rdf.type, null, defaultGraph)) add(type);
    }
  }
  return shapes.validate(description, focusNodes.values());
}

const defaultGraph = DataFactory.defaultGraph();
