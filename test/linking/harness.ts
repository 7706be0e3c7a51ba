import { createHash } from "node:crypto";
import { DataFactory } from "n3";
import type { Configuration } from "../../src/configuration.ts";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import type { ParsedEvent } from "../../src/events/event.ts";
import { parseJson } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { Linker } from "../../src/linking/linker.ts";
import type { MappedBundle } from "../../src/mapping/bundle.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { Block, QuadStore, Strength } from "../../src/quads/quad-store.ts";
import { quadKey } from "../../src/quads/term-key.ts";
import type { DescriptionShapes } from "../../src/validation/description-shapes.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { testConfiguration, testIris } from "../builders.ts";

export const iris = testIris;
export const base = iris.base;

/** A bundle with the plain hash of its event. */
export interface Input extends MappedBundle {
  readonly hash: string;
}

export function fromEvent(parsed: ParsedEvent, configuration: Configuration = testConfiguration): Input {
  const hash = createHash("sha256").update(canonicalJson(parsed.json)).digest("hex");
  return { ...mapEvent(parsed, { iris, configuration }), hash };
}

/** An event as a producer would send it. */
export function fromJson(event: object): Input {
  const json = parseJson(new TextEncoder().encode(JSON.stringify(event)));
  return fromEvent(parseEvent(json, { strict: false }));
}

/** Posted RDF, in the graph of its bundle, without going through the interchange formats' rules. */
export async function fromTurtle(turtle: string): Promise<Input> {
  const prefixes = Object.entries(namespaceOf).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
  const text = [...prefixes, `@prefix : <https://example.org/> .`, turtle].join("\n");
  const quads = await readRdf(new TextEncoder().encode(text), "text/turtle", { quads: 10_000 });
  const iri = iris.rdf(text);
  const inGraph = quads.map(({ subject, predicate, object }) =>
    DataFactory.quad(subject, predicate, object, iri),
  );
  return { iri, quads: inGraph, facets: [], identities: [], hash: "" };
}

/** The events of a generated history, which may hold documents too. */
export function eventsOf(history: readonly object[]): readonly Readonly<Record<string, unknown>>[] {
  return history.filter(
    (input): input is Readonly<Record<string, unknown>> => !("lines" in input) && "eventTime" in input,
  );
}

export interface World {
  readonly store: QuadStore;
  readonly linker: Linker;
  /** Opens and closes bundles, and the facet snapshots that they alone cite, as one batch. */
  batch(change: { readonly open?: readonly Input[]; readonly close?: readonly Input[] }): Promise<void>;
  readonly position: () => number;
}

export function aWorld({
  configuration = testConfiguration,
  shapes,
  store = n3QuadStore({ iris }),
}: {
  readonly configuration?: Configuration;
  readonly shapes?: DescriptionShapes;
  readonly store?: QuadStore;
} = {}): World {
  const hashes = new Map<string, string>();
  const citing = new Map<string, Set<string>>();
  const eventHash = (bundle: string) => hashes.get(bundle) ?? "";
  const linker = new Linker({
    store,
    iris,
    configuration,
    eventHash,
    // So few that between batches all comes to rest, as most does in a large store.
    rest: { inUse: 2 },
    ...(shapes === undefined ? {} : { shapes }),
  });
  let position = 0;

  return {
    store,
    linker,
    position: () => position,
    async batch({ open = [], close = [] }) {
      position++;
      const opened: Block[] = [];
      const closed: Block[] = [];
      const openBlock = (block: Block) => {
        store.open(block, position);
        opened.push(block);
      };
      for (const { iri, facets } of close) {
        closed.push(store.close(iri.value, position));
        for (const facet of facets) {
          const citations = citing.get(facet.iri.value);
          citations?.delete(iri.value);
          if (citations?.size === 0) closed.push(store.close(facet.iri.value, position));
        }
      }
      for (const { iri, quads, facets, hash } of open) {
        if (store.block(iri.value) !== undefined) continue;
        hashes.set(iri.value, hash);
        openBlock({ id: iri.value, quads });
        for (const facet of facets) {
          const citations = citing.get(facet.iri.value) ?? new Set();
          citing.set(facet.iri.value, citations.add(iri.value));
          if (citations.size === 1) openBlock({ id: facet.iri.value, quads: facet.quads });
        }
      }
      await linker.link({ position, opened, closed });
    },
  };
}

/** What is derived now, or was at a position: each statement with its reasons. */
export function derivedRows(store: QuadStore, position?: number): string[] {
  return [...store.derived(null, null, null, position)]
    .map(({ quad, rule, ruleVersion, supports }) =>
      JSON.stringify([quadKey(quad), rule, ruleVersion, supports]),
    )
    .sort();
}

/** The triples that hold, in short: prefixes for vocabularies, nothing for the base. */
export function derived(store: QuadStore, strength?: Strength): string[] {
  return [
    ...new Set(
      [...store.derived(null, null, null)]
        .filter(({ quad }) => strength === undefined || quad.graph.value.includes(`/derived/${strength}/`))
        .map(({ quad }) =>
          [quad.subject, quad.predicate, quad.object].map(({ value }) => short(value)).join(" "),
        ),
    ),
  ].sort();
}

export function short(iri: string): string {
  if (iri.startsWith(base)) return iri.slice(base.length);
  for (const [prefix, namespace] of Object.entries(namespaceOf))
    if (iri.startsWith(namespace)) return `${prefix}:${iri.slice(namespace.length)}`;
  return iri;
}

/** Objects of derived statements about a thing. */
export function objectsOf(
  store: QuadStore,
  subject: string,
  predicate: { readonly value: string },
  strength?: Strength,
): string[] {
  return [
    ...new Set(
      [...store.derived(DataFactory.namedNode(subject), DataFactory.namedNode(predicate.value), null)]
        .filter(({ quad }) => strength === undefined || quad.graph.value.includes(`/derived/${strength}/`))
        .map(({ quad }) => quad.object.value),
    ),
  ].sort();
}
