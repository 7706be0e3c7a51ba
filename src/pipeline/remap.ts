import { parseJson } from "../events/json.ts";
import type { RemapEntry } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";
import type { MappedBundle } from "../mapping/bundle.ts";
import { mapperVersion } from "../mapping/mapper-version.ts";
import { nquadOf } from "../quads/nquads.ts";
import { type PrepareContext, prepareEvent } from "./prepare.ts";

/** What a remap found: how many events the mapper of today reads otherwise than the one of their day. */
export interface Remapped {
  readonly events: number;
  readonly changed: number;
  /** Positions of events that today's mapper or shapes refuse; they stay as they were mapped. */
  readonly refused: readonly number[];
}

/** The entries that a remap appends: one for each event whose statements change. Posted documents are never remapped. */
export async function remapEntries(
  journal: Journal,
  context: PrepareContext,
  sender: string,
): Promise<{ entries: RemapEntry[]; summary: Remapped }> {
  const entries: RemapEntry[] = [];
  const refused: number[] = [];
  let events = 0;
  const latest = latestMapping(journal);
  for (const record of journal.records()) {
    const body = record.kind === "event" ? record.body() : undefined;
    if (body === undefined) continue;
    events += 1;
    const bundle = await remapped(body, context);
    if (bundle === undefined) refused.push(record.position);
    else if (
      linesOf(bundle) !==
      linesOf(latest.get(record.position) ?? { quads: record.quads(), facets: record.facets() })
    ) {
      const { quads, facets, identities } = bundle;
      entries.push({
        kind: "remap",
        target: record.position,
        sender,
        mapperVersion,
        quads,
        facets,
        identities,
      });
    }
  }
  return { entries, summary: { events, changed: entries.length, refused } };
}

/** What the latest remap of each record says. */
function latestMapping(journal: Journal): Map<number, Pick<MappedBundle, "quads" | "facets">> {
  const latest = new Map<number, Pick<MappedBundle, "quads" | "facets">>();
  for (const record of journal.records()) {
    const [target] = record.targets;
    if (record.kind === "remap" && target !== undefined && !record.isRedacted) {
      latest.set(target, { quads: record.quads(), facets: record.facets() });
    }
  }
  return latest;
}

async function remapped(body: Uint8Array, context: PrepareContext): Promise<MappedBundle | undefined> {
  try {
    const { bundle } = await prepareEvent({ json: parseJson(body), bytes: body }, { id: "remap" }, context);
    return bundle;
  } catch {
    return undefined;
  }
}

function linesOf({ quads, facets }: Pick<MappedBundle, "quads" | "facets">): string {
  return [...quads, ...facets.flatMap((facet) => facet.quads)].map(nquadOf).sort().join("\n");
}
