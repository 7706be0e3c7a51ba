import { createHash } from "node:crypto";
import { canonicalJson } from "../events/canonical-json.ts";
import { parseJson } from "../events/json.ts";
import type { Journal } from "../journal/journal.ts";

/**
 * The plain SHA-256 of a stored event's canonical JSON, by its bundle: the last tie-break between events of one instant,
 * in memory only, since a plain hash of content must never be stated (DESIGN §3, §4). Computed on ties alone.
 */
export function eventHashes(journal: Journal): (bundle: string) => string {
  const known = new Map<string, string>();
  return (bundle) => {
    const found = known.get(bundle);
    if (found !== undefined) return found;
    const position = journal.positionOf(bundle);
    const body = position === undefined ? undefined : journal.record(position)?.body();
    const text = body === undefined ? bundle : canonicalJson(parseJson(body));
    const hash = createHash("sha256").update(text).digest("hex");
    known.set(bundle, hash);
    return hash;
  };
}
