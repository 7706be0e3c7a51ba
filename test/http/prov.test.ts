import { describe, expect, it } from "vitest";
import { bundleIn, contentsOf, post, problemIn, serving } from "./serving.ts";

const store = serving();
const turtle = { "content-type": "text/turtle" };
const base = "http://localhost:3030/id/";

describe("POST /prov", () => {
  it("answers a new document with 201 and the IRI of its bundle, and its repeat in any syntax with 200", async () => {
    const first = await post(store, "/prov", "<e:a> <e:b> _:x . _:x <e:c> 1 .", turtle);
    const second = await post(store, "/prov", "_:y <e:c> 1 . <e:a> <e:b> _:y .", turtle);
    const third = await post(store, "/prov", JSON.stringify({ "@id": "e:a", "e:b": { "e:c": 1 } }), {
      "content-type": "application/ld+json",
    });

    const bundle = await bundleIn(first);
    expect([first.status, second.status, third.status]).toEqual([201, 200, 200]);
    expect(first.headers.get("location")).toBe(bundle);
    expect(bundle).toMatch(/^http:\/\/localhost:3030\/id\/bundle\/[0-9a-f]{64}$/);
    expect(await second.json()).toEqual({ outcome: "duplicate", bundle });
  });

  it.each([
    ["text/turtle", "<e:t> <e:b> 1 ."],
    ["text/turtle;charset=utf-8", "<e:tc> <e:b> 1 ."],
    ["application/trig", "<e:g> { <e:tr> <e:b> 1 }"],
    ["application/n-triples", "<e:nt> <e:b> <e:c> ."],
    ["application/n-quads", "<e:nq> <e:b> <e:c> <e:g> ."],
    ["application/ld+json", '{"@id":"e:j","e:b":"x"}'],
    [
      "application/rdf+xml",
      '<e:T xmlns:e="e:" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="e:x"/>',
    ],
  ])("takes %s", async (mediaType, body) => {
    expect((await post(store, "/prov", body, { "content-type": mediaType })).status).toBe(201);
  });

  it("reads the names of inverse properties where that is asked for", async () => {
    const text = "<e:inverse> <http://www.w3.org/ns/prov#wasUsedBy> <e:user> .";
    const plain = "<e:user> <http://www.w3.org/ns/prov#used> <e:inverse> .";

    const turned = await bundleIn(await post(store, "/prov?inverses=true", text, turtle));
    const stated = await bundleIn(await post(store, "/prov", plain, turtle));
    const kept = await bundleIn(await post(store, "/prov?inverses=false", text, turtle));

    expect(turned).toBe(stated);
    expect(kept).not.toBe(stated);
    expect((await post(store, "/prov?inverses=yes", text, turtle)).status).toBe(400);
    expect(await problemIn(await post(store, "/prov?inverse=true", text, turtle))).toMatchObject({
      code: "unknown-parameter",
      parameter: "inverse",
    });
  });

  it("serves what was posted at the bundle's IRI", async () => {
    const bundle = await bundleIn(await post(store, "/prov", "<e:shown> <e:b> 'here' .", turtle));

    const answer = await fetch(bundle.replace(base, `${store.url}/id/`), {
      headers: { accept: "application/n-quads" },
    });

    expect(await answer.text()).toContain(`<e:shown> <e:b> "here" <${bundle}> .`);
  });

  it.each<[string, string, string, number, string]>([
    ["broken Turtle", "text/turtle", "<e:a> <e:b> ", 400, "malformed-rdf"],
    ["a relative IRI", "text/turtle", "<a> <b> <c> .", 400, "malformed-rdf"],
    ["a hostile IRI", "text/turtle", "<e:a b> <e:b> <e:c> .", 400, "malformed-rdf"],
    [
      "an IRI with an escaped bracket",
      "text/turtle",
      "<e:\\u003Cscript\\u003E> <e:b> <e:c> .",
      400,
      "malformed-rdf",
    ],
    [
      "an entity in RDF/XML",
      "application/rdf+xml",
      '<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
      400,
      "malformed-rdf",
    ],
    ["an endless IRI", "text/turtle", `<e:${"a".repeat(10_000)}> <e:b> <e:c> .`, 400, "malformed-rdf"],
    ["no statement", "text/turtle", "# nothing", 422, "empty-document"],
    [
      "a graph under our base",
      "application/trig",
      `<${base}bundle/x> { <e:a> <e:b> <e:c> }`,
      422,
      "reserved-graph",
    ],
    [
      "the identity graph",
      "application/trig",
      `<${base}graph/identity> { <e:a> <e:b> <e:c> }`,
      422,
      "reserved-graph",
    ],
    [
      "a derived graph",
      "application/n-quads",
      `<e:a> <e:b> <e:c> <${base}graph/derived/linked/x> .`,
      422,
      "reserved-graph",
    ],
    [
      "a system predicate",
      "text/turtle",
      "<e:a> <https://w3id.org/muniment/ns#receivedAt> 1 .",
      422,
      "reserved-predicate",
    ],
    [
      "a bundle of ours as its subject",
      "text/turtle",
      `<${base}bundle/x> a <http://www.w3.org/ns/prov#Bundle> .`,
      422,
      "reserved-subject",
    ],
    [
      "a remote context",
      "application/ld+json",
      '{"@context":"http://127.0.0.1:1/c.jsonld","@id":"e:a"}',
      422,
      "remote-context",
    ],
    [
      "a remote @import",
      "application/ld+json",
      '{"@context":{"@import":"http://127.0.0.1:1/c"},"@id":"e:a"}',
      422,
      "remote-context",
    ],
    ["JSON-LD with a key twice", "application/ld+json", '{"@id":"e:a","@id":"e:b"}', 400, "malformed-json"],
    [
      "JSON-LD 10,000 deep",
      "application/ld+json",
      `${'{"e:b":'.repeat(10_000)}1${"}".repeat(10_000)}`,
      400,
      "malformed-json",
    ],
    ["a triple term", "text/turtle", "<e:a> <e:b> <<( <e:c> <e:d> <e:f> )>> .", 400, "malformed-rdf"],
    ["what RDFC-1.0 gives up on", "application/n-quads", clique(18), 422, "canonicalisation-limit"],
    [
      "a plan as activity",
      "text/turtle",
      "<e:a> a <http://www.w3.org/ns/prov#Activity>, <http://www.w3.org/ns/prov#Entity> .",
      422,
      "invalid-bundle",
    ],
  ])(
    "refuses with its reason, keeps the refusal, and stores nothing: %s",
    async (_what, mediaType, body, status, code) => {
      const before = await contentsOf(store);

      const answer = await post(store, "/prov", body, { "content-type": mediaType });

      expect(await problemIn(answer)).toMatchObject({ code });
      expect(answer.status).toBe(status);
      expect(await contentsOf(store)).toEqual({ ...before, refusals: before.refusals + 1 });
    },
  );

  it("refuses bytes that are no UTF-8, with the line", async () => {
    const answer = await post(
      store,
      "/prov",
      Buffer.from([...Buffer.from("<e:a> <e:b> 1 .\n"), 0xff]),
      turtle,
    );

    expect(answer.status).toBe(400);
    expect(await problemIn(answer)).toMatchObject({ code: "malformed-rdf", line: 2 });
  });

  it("refuses other XML, with the media types that it takes", async () => {
    const answer = await post(store, "/prov", "<rdf/>", { "content-type": "application/xml" });

    expect([answer.status, answer.headers.get("accept-post")]).toEqual([
      415,
      expect.stringContaining("text/turtle"),
    ]);
    expect(await problemIn(answer)).toMatchObject({
      code: "unsupported-media-type",
      detail: expect.stringMatching(
        /^Content-Type is application\/xml; it must be one of application\/json, [^ ]+, /,
      ),
    });
    expect(store.muniment.refusals().refusals.at(-1)).toMatchObject({ code: "unsupported-media-type" });
  });
});

/** Blank nodes of which each speaks of every other: telling them apart takes factorial work. */
function clique(size: number): string {
  const nodes = Array.from({ length: size }, (_, i) => `_:n${i}`);
  return nodes.flatMap((a) => nodes.filter((b) => b !== a).map((b) => `${a} <e:p> ${b} .`)).join("\n");
}
