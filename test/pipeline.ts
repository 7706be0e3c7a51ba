import { createHash } from "node:crypto";
import { defaultConfiguration } from "../src/configuration/default-configuration.ts";
import { canonicalJson } from "../src/events/canonical-json.ts";
import { parseJson } from "../src/events/json.ts";
import { parseEvent } from "../src/events/parse-event.ts";
import { mapDocument } from "../src/interop/posted-document.ts";
import { readRdf } from "../src/interop/read-rdf.ts";
import { Linker } from "../src/linking/linker.ts";
import type { MappedBundle } from "../src/mapping/bundle.ts";
import { mapEvent } from "../src/mapping/map-event.ts";
import { packagedDescriptionShapes } from "../src/pipeline/shapes.ts";
import { n3QuadStore } from "../src/quads/n3-quad-store.ts";
import type { QuadStore } from "../src/quads/quad-store.ts";
import { testIris } from "./builders.ts";

/** What a test feeds the pipeline: the JSON text of an event, or a Turtle document. */
export type PipelineInput = { readonly event: string } | { readonly turtle: string };

/**
 * The stages from parsing to linking, in memory and without a journal: what a store knows after these inputs, each a
 * batch of its own unless `isOneBatch`.
 */
export async function linkedStore(
  inputs: readonly PipelineInput[],
  { isOneBatch = true }: { readonly isOneBatch?: boolean } = {},
): Promise<QuadStore> {
  const iris = testIris;
  const configuration = defaultConfiguration;
  const store = n3QuadStore({ iris });
  const hashes = new Map<string, string>();
  const eventHash = (bundle: string) => hashes.get(bundle) ?? bundle;
  const linker = new Linker({ store, iris, configuration, shapes: packagedDescriptionShapes(), eventHash });

  const mapped: MappedBundle[] = [];
  for (const input of inputs) {
    if ("turtle" in input) {
      const quads = await readRdf(new TextEncoder().encode(input.turtle), "text/turtle", { quads: 100_000 });
      mapped.push(await mapDocument(quads, { iris }));
      continue;
    }
    const json = parseJson(new TextEncoder().encode(input.event));
    const bundle = mapEvent(parseEvent(json, { strict: false }), { iris, configuration });
    hashes.set(bundle.iri.value, createHash("sha256").update(canonicalJson(json)).digest("hex"));
    mapped.push(bundle);
  }
  const batches = isOneBatch ? [mapped] : mapped.map((bundle) => [bundle]);
  for (const [position, batch] of batches.entries()) {
    const blocks = batch.flatMap(({ iri, quads, facets }) => [
      { id: iri.value, quads },
      ...facets.map((facet) => ({ id: facet.iri.value, quads: facet.quads })),
    ]);
    const opened = blocks.filter(
      ({ id }, i) => store.block(id) === undefined && blocks.findIndex((block) => block.id === id) === i,
    );
    for (const block of opened) store.open(block, position);
    await linker.link({ position, opened, closed: [] });
  }
  return store;
}
