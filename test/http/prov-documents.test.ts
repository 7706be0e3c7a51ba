import { describe, expect, it } from "vitest";
import { mediaTypeOfDocument } from "../../src/interop/document-media-types.ts";
import { provFormats, writeProv } from "../../src/interop/prov-formats.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { bundleIn, contentsOf, post, problemIn, serving } from "./serving.ts";

const store = serving();

const document = parseProvN(`document
  prefix ex <http://example.org/>
  entity(ex:größe, [prov:type='ex:T', ex:note="a \\"b\\""@de, ex:n="1" %% xsd:int])
  activity(ex:a, 2011-11-16T16:05:00Z, -)
  used(ex:u; ex:a, ex:größe, 2011-11-16T16:06:00Z, [prov:role='ex:r'])
  used(ex:a, -, -)
  wasGeneratedBy(ex:e, ex:a, -)
  wasDerivedFrom(ex:e, ex:größe, ex:a, -, ex:u, [prov:type='prov:Revision'])
  wasAssociatedWith(ex:a, -, ex:plan)
  specializationOf(ex:e, ex:größe)
  bundle ex:b
    entity(ex:e)
    wasAttributedTo(ex:e, ex:agent)
  endBundle
endDocument`);
const withoutBundles = { ...document, bundles: [] };

async function textIn(format: (typeof provFormats)[number], said = document): Promise<string> {
  let text = "";
  for await (const piece of writeProv({ document: said }, format)) text += piece;
  return text;
}

const sent = (format: (typeof provFormats)[number], text: string) =>
  post(store, "/prov", text, { "content-type": mediaTypeOfDocument[format] });

const withBundles = provFormats.filter((format) => !["turtle", "ntriples", "rdfxml"].includes(format));

describe("POST /prov of a PROV document", () => {
  it.each([
    ["in every format that has bundles", withBundles, document],
    ["without bundles in every format", provFormats, withoutBundles],
  ] as const)("makes one bundle of what it says %s", async (_what, formats, said) => {
    const [first, ...others] = formats;
    const text = await textIn(first ?? "provn", said);

    const answers = [await sent(first ?? "provn", text)];
    for (const format of others) answers.push(await sent(format, await textIn(format, said)));

    expect(answers.map(({ status }) => status)).toEqual([201, ...others.map(() => 200)]);
    const bundles = await Promise.all(answers.map(bundleIn));
    expect(new Set(bundles).size).toBe(1);
  });

  it("takes PROV-JSON as application/json, and PROV-JSONLD by its context", async () => {
    const json = await post(store, "/prov", await textIn("provjson"));
    const jsonLd = await post(store, "/prov", await textIn("provjsonld"), {
      "content-type": "application/ld+json; charset=utf-8",
    });

    expect([json.status, jsonLd.status]).toEqual([200, 200]);
  });

  it("makes one bundle of the same statements in another order, with other prefixes and spaces", async () => {
    const one = await sent("provn", "document default <e:> entity(a1) used(b1, a1, -) endDocument");
    const other = await sent(
      "provn",
      "document prefix p <e:a>\n prefix q <e:b>\n used(q:1,p:1) /* once */ entity(p:1)\nendDocument",
    );

    expect([one.status, other.status]).toEqual([201, 200]);
    expect(await bundleIn(other)).toBe(await bundleIn(one));
  });

  it("reads JSON-LD as RDF that only speaks of the context of PROV-JSONLD", async () => {
    const answer = await post(
      store,
      "/prov",
      JSON.stringify({ "@id": "e:x", "e:see": "https://openprovenance.org/prov-jsonld/context.jsonld" }),
      { "content-type": "application/ld+json" },
    );

    expect(answer.status).toBe(201);
  });

  it("is found by questions of PROV-O", async () => {
    await sent("provn", "document default <e:q/> wasDerivedFrom(e2, e1, a, -, -) endDocument");

    const answer = await fetch(
      `${store.url}/sparql?query=${encodeURIComponent("ASK { <e:q/e2> <http://www.w3.org/ns/prov#wasDerivedFrom> <e:q/e1> }")}`,
    );

    expect(await answer.json()).toMatchObject({ boolean: true });
  });

  it.each<[string, string, string, number, string, string]>([
    [
      "one identifier with two times",
      "text/provenance-notation",
      "document default <e:> used(u; a, e, 2011-11-16T16:05:00Z) used(u; a, e, 2012-11-16T16:05:00Z) endDocument",
      422,
      "unstorable-prov",
      "two statements of e:u with different arguments",
    ],
    [
      "two times of an activity",
      "application/provenance+xml",
      `<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:e="e:"><prov:activity prov:id="e:a"><prov:endTime>2011-11-16T16:05:00Z</prov:endTime></prov:activity><prov:activity prov:id="e:a"><prov:endTime>2012-11-16T16:05:00Z</prov:endTime></prov:activity></prov:document>`,
      422,
      "unstorable-prov",
      "two times (endTime) of e:a",
    ],
    [
      "an empty bundle",
      "application/json",
      '{"prefix":{"e":"e:"},"bundle":{"e:b":{}}}',
      422,
      "unstorable-prov",
      "a bundle without statements",
    ],
    [
      "no statement",
      "text/provenance-notation",
      "document endDocument",
      422,
      "empty-document",
      "states nothing",
    ],
    [
      "broken PROV-N",
      "text/provenance-notation",
      "document\n  entity(\nendDocument",
      400,
      "malformed-prov",
      "line 3",
    ],
    [
      "an event",
      "application/json",
      '{"eventTime":"2026-11-01T06:00:00Z"}',
      400,
      "malformed-prov",
      "/eventTime",
    ],
    [
      "a bundle of the store's",
      "text/provenance-notation",
      "document prefix m <http://localhost:3030/id/bundle/> bundle m:x entity(m:y) endBundle endDocument",
      422,
      "reserved-graph",
      "below <http://localhost:3030/id/>",
    ],
    [
      "what only the store states",
      "application/json",
      '{"prefix":{"e":"e:","mun":"https://w3id.org/muniment/ns#"},"entity":{"e:e":{"mun:receivedAt":"x"}}}',
      422,
      "reserved-predicate",
      "receivedAt",
    ],
    [
      "a plan that is an activity",
      "text/provenance-notation",
      "document default <e:> entity(p) activity(p) endDocument",
      422,
      "invalid-bundle",
      "",
    ],
    [
      "an IRI that is too long",
      "text/provenance-notation",
      `document default <e:> entity(${"a".repeat(8_191)}) endDocument`,
      400,
      "malformed-prov",
      "at most 8192 characters",
    ],
  ])(
    "refuses %s with the reason, keeps the refusal, and stores nothing",
    async (_what, mediaType, body, status, code, detail) => {
      const before = await contentsOf(store);

      const answer = await post(store, "/prov", body, { "content-type": mediaType });

      expect(await problemIn(answer)).toMatchObject({ code, detail: expect.stringContaining(detail) });
      expect(answer.status).toBe(status);
      expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
    },
  );

  it("tells at /validate what it would say, by the names that are not those of events", async () => {
    const validated = async (format: (typeof provFormats)[number], text: string) => {
      const answer = await post(store, "/validate", text, { "content-type": mediaTypeOfDocument[format] });
      return (await answer.json()) as { conforms: boolean; reports: { problem?: { code: string } }[] };
    };

    for (const format of withBundles)
      expect(await validated(format, await textIn(format))).toMatchObject({ conforms: true });
    expect(await validated("provjson", '{"x":{}}')).toMatchObject({
      conforms: false,
      reports: [{ problem: { code: "malformed-prov", pointer: "/x" } }],
    });
  });

  it("tries refused documents of PROV again as such", async () => {
    const before = store.muniment.refusals().refusals.length;
    await post(store, "/prov", '{"notProv":{}}');
    const kept = store.muniment.refusals().refusals;

    const { accepted } = await store.muniment.retry();

    expect(kept.slice(before)).toMatchObject([
      { code: "malformed-prov", mediaType: "application/provenance+json", pointer: "/notProv" },
    ]);
    expect(accepted).toBe(0);
    expect(store.muniment.refusals().refusals.map(({ code }) => code)).toEqual(kept.map(({ code }) => code));
  });
});
