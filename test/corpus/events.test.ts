import { readFileSync } from "node:fs";
import { beforeAll, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import { MalformedEventError } from "../../src/events/event-notes.ts";
import { parseJson, parseJsonDocument } from "../../src/events/json.ts";
import { parseEvent } from "../../src/events/parse-event.ts";
import { withoutSecrets } from "../../src/events/secrets.ts";
import { type CorpusEvent, corpusEvents, corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";
import { anonymousPointer, type CorpusOutcome, corpusPage } from "./corpus-table.ts";

describeCorpus("the OpenLineage corpus", () => {
  let outcomes: readonly CorpusOutcome[] = [];
  beforeAll(() => {
    outcomes = [...corpusEvents()].map(outcomeOf);
  });

  it("is accepted where the index says that an event is valid", () => {
    const refused = outcomes.filter(
      ({ event, outcome }) => event.indexRow.core === "valid" && outcome === "refused",
    );

    expect(outcomes).not.toHaveLength(0);
    expect(refused.map(({ event, why }) => [event.file, event.line, why])).toEqual([]);
  });

  it("is refused or noted where the index says that it is invalid", () => {
    const silent = outcomes.filter(
      ({ event, outcome }) => event.indexRow.core === "invalid" && outcome === "accepted",
    );

    expect(silent.map(({ event }) => [event.file, event.line])).toEqual([]);
  });

  it("has of a valid event no note but about its facets", () => {
    const others = outcomes
      .filter(({ event }) => event.indexRow.core === "valid")
      .flatMap(({ why }) => why.filter((reason) => !reason.startsWith("facet-breaks-schema ")));

    expect(others).toEqual([]);
  });

  it("is of the kind that the index says", () => {
    for (const { bytes, indexRow } of corpusEvents((row) => row.core === "valid"))
      expect(parseEvent(parseJson(bytes), { strict: false }).event.kind).toBe(indexRow.kinds);
  });

  it("comes out as the page says", async () => {
    await expect(corpusPage(outcomes)).toMatchFileSnapshot("../../docs/corpus.md");
  });

  it("is read by our parser as by JSON.parse, but for the digits that JSON.parse loses", () => {
    const files = corpusFiles("openlineage").filter((file) => file.endsWith(".json"));
    for (const file of files) {
      const text = readFileSync(corpusPath("openlineage", file), "utf8");
      const theirs: unknown = JSON.parse(text);

      const again: unknown = JSON.parse(canonicalJson(parseJson(Buffer.from(text))));

      expect(again).toEqual(theirs);
    }
    expect(files).not.toHaveLength(0);
  });

  it("has a slice for each element of an array, which parses to that element", () => {
    const bytes = readFileSync(corpusPath("openlineage", "marquez-seed", "metadata.template.json"));
    const document = parseJsonDocument(bytes);

    const slices = document.elements.map(({ start, end }) =>
      canonicalJson(parseJson(bytes.subarray(start, end))),
    );

    expect(`[${slices.join(",")}]`).toBe(canonicalJson(parseJson(bytes)));
  });

  it("loses nothing but the secret when secrets are dropped", () => {
    for (const { bytes } of corpusEvents()) {
      expect(withoutSecrets(bytes, []).bytes).toBe(bytes);
      const { bytes: blanked, json } = withoutSecrets(bytes, ["user|name|url"]);
      expect(canonicalJson(parseJson(blanked))).toBe(canonicalJson(json));
    }
  });
});

function outcomeOf(event: CorpusEvent): CorpusOutcome {
  try {
    const { notes } = parseEvent(parseJson(event.bytes), { strict: false });
    const why = [...new Set(notes.map(({ code, pointer }) => `${code} ${anonymousPointer(pointer)}`))];
    return { event, outcome: notes.length === 0 ? "accepted" : "accepted with notes", why };
  } catch (error) {
    if (!(error instanceof MalformedEventError)) throw error;
    return { event, outcome: "refused", why: [error.message] };
  }
}
