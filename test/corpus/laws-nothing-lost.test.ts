import { expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import type { JsonObject, JsonValue } from "../../src/events/event.ts";
import { parseJson } from "../../src/events/json.ts";
import { isJsonArray, isJsonObject } from "../../src/events/json-value.ts";
import { Journal } from "../../src/journal/journal.ts";
import { mun, rdf } from "../../src/vocabulary.ts";
import { sender, withStore } from "../laws/store.ts";
import { storeKey } from "../laws/store-key.ts";
import { corpusEvents, describeCorpus } from "./corpus.ts";

const agentPrefix = "http://localhost:3030/id/agent/";
const longestText = 16 * 1024;

describeCorpus("law 6, over every event of the corpora: nothing is silently lost", () => {
  it("keeps the bytes of each event as they were sent, and each of its facets but for what is substituted", async () => {
    await withStore(async (muniment, directory) => {
      const sent = [...corpusEvents((row) => !row.isTemplate)].map(({ bytes }) =>
        Buffer.from(bytes).toString("utf8").trim(),
      );
      const body = Buffer.from(`[\n  ${sent.join(" ,\n\t")}\n]`);
      const outcomes = await muniment.ingestAll({ bytes: body, mediaType: "application/json" }, sender);
      await muniment.close();

      const journal = await Journal.open({ directory, storeKey });
      const refused = [...journal.refusals()].map(({ bytes }) => Buffer.from(bytes).toString("utf8"));
      let facets = 0;
      const lost: string[] = [];
      for (const [i, outcome] of outcomes.entries()) {
        const text = sent[i] ?? "";
        if (outcome.outcome === "refused") {
          expect(refused).toContain(text);
          continue;
        }
        const record = journal.record(journal.positionOf(outcome.bundle) ?? -1);
        const stored = Buffer.from(record.body() ?? []).toString("utf8");
        if (outcome.outcome === "accepted") expect(stored).toBe(text);
        else
          expect(canonicalJson(parseJson(Buffer.from(stored)))).toBe(
            canonicalJson(parseJson(Buffer.from(text))),
          );

        const kept = facetsOf(record);
        for (const { pointer, name, facet } of facetsIn(parseJson(Buffer.from(text)))) {
          facets += 1;
          const found = kept.filter((each) => each.name === name);
          if (!found.some(({ content }) => isKept(facet, content)))
            lost.push(`${pointer} of ${outcome.bundle}`);
        }
      }
      await journal.close();

      expect(lost).toEqual([]);
      expect(facets).toBeGreaterThan(3_000);
    });
  });
});

/** The facets that a record cites, by name. */
function facetsOf(record: ReturnType<Journal["record"]>): { name: string; content: JsonValue }[] {
  const cited = new Set(
    record
      .quads()
      .filter(({ predicate }) => predicate.equals(mun.hadFacet))
      .map(({ object }) => object.value),
  );
  return record
    .facets()
    .filter(({ iri }) => cited.has(iri.value))
    .map(({ iri, quads }) => {
      const said = (predicate: { readonly value: string }) =>
        quads.find((quad) => quad.subject.equals(iri) && quad.predicate.value === predicate.value)?.object
          .value ?? "";
      return { name: said(mun.facetName), content: parseJson(Buffer.from(said(rdf.value))) };
    });
}

/** Each facet of an event, wherever it stands; a JobEvent and a DatasetEvent have them too. */
function* facetsIn(event: JsonValue): Generator<{ pointer: string; name: string; facet: JsonValue }> {
  const { run, job, dataset, inputs, outputs } = objectOf(event);
  const bearers: [string, JsonValue | undefined][] = [
    ["/run", run],
    ["/job", job],
    ["/dataset", dataset],
  ];
  for (const [name, list] of [
    ["inputs", inputs],
    ["outputs", outputs],
  ] as const)
    if (isJsonArray(list)) for (const [i, each] of list.entries()) bearers.push([`/${name}/${i}`, each]);
  for (const [pointer, bearer] of bearers)
    for (const member of ["facets", "inputFacets", "outputFacets"])
      for (const [name, facet] of Object.entries(objectOf(objectOf(bearer)[member])))
        if (isJsonObject(facet)) yield { pointer: `${pointer}/${member}/${name}`, name, facet };
}

/** Whether a value is the same, or what `docs/mapping.md` puts in its place. */
function isKept(sent: JsonValue, kept: JsonValue | undefined): boolean {
  if (kept === undefined) return false;
  if (typeof kept === "string" && (kept === mun.withheld.value || kept.startsWith(agentPrefix))) return true;
  if (isJsonObject(kept) && "mun:bytes" in kept)
    return Buffer.byteLength(typeof sent === "string" ? sent : canonicalJson(sent)) > longestText;
  if (isJsonArray(sent))
    return isJsonArray(kept) && sent.length === kept.length && sent.every((each, i) => isKept(each, kept[i]));
  if (isJsonObject(sent))
    return (
      isJsonObject(kept) &&
      Object.keys(sent).length === Object.keys(kept).length &&
      Object.entries(sent).every(([name, value]) => isKept(value, kept[name]))
    );
  return canonicalJson(sent) === canonicalJson(kept);
}

function objectOf(value: JsonValue | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}
