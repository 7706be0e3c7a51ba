import { Parser, Store } from "n3";
import { describe, expect, it } from "vitest";
import { rdf, sh } from "../../src/vocabulary.ts";
import { post, problemIn, serving } from "./serving.ts";

const store = serving();
const provN = { "content-type": "text/provenance-notation" };
const turtle = { "content-type": "text/turtle" };
const clash = "document prefix ex <http://example.org/> entity(ex:e) activity(ex:e) endDocument";
const turtleClash = `@prefix prov: <http://www.w3.org/ns/prov#> . <http://example.org/e> a prov:Entity, prov:Activity .`;

describe("POST /check", () => {
  it("says in JSON which constraints a document violates", async () => {
    const answer = await post(store, "/check", clash, provN);

    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({
      valid: false,
      violations: [
        {
          constraint: 55,
          name: "entity-activity-disjoint",
          focusNode: "http://example.org/e",
          statements: ["entity(ex:e)", "activity(ex:e)"],
          message: "ex:e would be an entity (as an entity) and an activity (as an activity) at once.",
        },
      ],
    });
  });

  it.each([
    ["text/provenance-notation", clash],
    ["text/turtle", turtleClash],
    [
      "application/json",
      '{"prefix":{"ex":"http://example.org/"},"entity":{"ex:e":{}},"activity":{"ex:e":{}}}',
    ],
    [
      "application/provenance+xml",
      `<prov:document xmlns:prov="http://www.w3.org/ns/prov#" xmlns:ex="http://example.org/"><prov:entity prov:id="ex:e"/><prov:activity prov:id="ex:e"/></prov:document>`,
    ],
    [
      "application/ld+json",
      '{"@id":"http://example.org/e","@type":["http://www.w3.org/ns/prov#Entity","http://www.w3.org/ns/prov#Activity"]}',
    ],
    [
      "application/rdf+xml",
      '<p:Entity xmlns:p="http://www.w3.org/ns/prov#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" rdf:about="http://example.org/e"><rdf:type rdf:resource="http://www.w3.org/ns/prov#Activity"/></p:Entity>',
    ],
  ])("reads %s", async (mediaType, body) => {
    const answer = await post(store, "/check", body, { "content-type": mediaType });

    expect(await answer.json()).toMatchObject({ valid: false, violations: [{ constraint: 55 }] });
  });

  it("answers others while it reads and checks a large document", async () => {
    const many = Array.from({ length: 5_000 }, (_, n) => `wasDerivedFrom(ex:e${n + 1}, ex:e${n})`);
    const text = clash.replace("entity(", `${many.join("\n")} entity(`);
    let answer: Response | undefined;
    const checked = post(store, "/check", text, provN).then((response) => {
      answer = response;
    });
    let others = 0;

    while (answer === undefined) {
      expect((await fetch(`${store.url}/healthz`)).status).toBe(200);
      others += 1;
    }

    await checked;
    expect(await answer.json()).toMatchObject({ valid: false, violations: [{ constraint: 55 }] });
    expect(others).toBeGreaterThan(3);
  });

  it.each([
    ["text/turtle", "text/turtle; charset=utf-8"],
    ["application/n-quads", "application/n-quads"],
  ])("answers with SHACL results as %s", async (accept, mediaType) => {
    const answer = await post(store, "/check", clash, { ...provN, accept });

    expect(answer.headers.get("content-type")).toBe(mediaType);
    const report = new Store(new Parser().parse(await answer.text()));
    expect(report.getObjects(null, sh.conforms, null).map(({ value }) => value)).toEqual(["false"]);
    expect(report.countQuads(null, rdf.type, sh.ValidationResult, null)).toBe(1);
    expect(report.getObjects(null, sh.focusNode, null).map(({ value }) => value)).toEqual([
      "http://example.org/e",
    ]);
  });

  it("stores nothing", async () => {
    const { records } = store.muniment.stats();

    await post(store, "/check", clash, provN);

    expect(store.muniment.stats().records).toBe(records);
  });

  it.each([
    ["broken PROV-N", "text/provenance-notation", "document entity( endDocument", 400, "malformed-prov"],
    ["broken Turtle", "text/turtle", "<e:a> <e:b> ", 400, "malformed-rdf"],
    [
      "a statement without what it needs",
      "text/turtle",
      "[] a <http://www.w3.org/ns/prov#Usage> .",
      400,
      "malformed-statement",
    ],
    ["another type", "text/plain", clash, 415, "unsupported-media-type"],
  ])("refuses %s", async (_, mediaType, body, status, code) => {
    const answer = await post(store, "/check", body, { "content-type": mediaType });

    expect(answer.status).toBe(status);
    expect((await problemIn(answer)).code).toBe(code);
  });

  it("says with another profile what clocks say and can hardly be", async () => {
    const text =
      "document prefix ex <http://example.org/> activity(ex:a, 2011-11-16T16:00:00Z, 2011-11-16T15:00:00Z) endDocument";

    const answer = await post(store, "/check?profile=plausibility", text, provN);

    expect(await answer.json()).toEqual({
      plausible: false,
      implausibilities: [
        {
          name: "start-after-end",
          focusNode: "http://example.org/a",
          statements: ["activity(ex:a, 2011-11-16T16:00:00Z, 2011-11-16T15:00:00Z)"],
          message: "ex:a starts at 2011-11-16T16:00:00Z, after it ends at 2011-11-16T15:00:00Z.",
        },
      ],
    });
    expect(await (await fetch(`${store.url}/check?profile=plausibility`)).json()).toEqual({
      plausible: true,
      implausibilities: [],
    });
    expect((await post(store, "/check?profile=plausibility&format=turtle", text, provN)).status).toBe(400);
    expect((await post(store, "/check?profile=w3c", text, provN)).status).toBe(400);
  });

  it("refuses a parameter that it does not know", async () => {
    expect((await post(store, "/check?mode=exact", clash, provN)).status).toBe(400);
    expect((await post(store, "/check?format=csv", clash, provN)).status).toBe(400);
  });
});

describe("GET /check", () => {
  it("checks what documents say together", async () => {
    await post(store, "/prov", "<http://example.org/x> a <http://www.w3.org/ns/prov#Entity> .", turtle);
    const before = await (await fetch(`${store.url}/check`)).json();

    await post(store, "/prov", "<http://example.org/x> a <http://www.w3.org/ns/prov#Activity> .", turtle);
    const after = await (await fetch(`${store.url}/check?format=json`)).json();

    expect(before).toEqual({ valid: true, violations: [] });
    expect(after).toMatchObject({
      valid: false,
      violations: [{ constraint: 55, focusNode: "http://example.org/x" }],
    });
  });

  it("answers HEAD, and names its methods", async () => {
    expect((await fetch(`${store.url}/check`, { method: "HEAD" })).status).toBe(200);
    const refused = await fetch(`${store.url}/check`, { method: "PUT" });
    expect([refused.status, refused.headers.get("allow")]).toEqual([405, "GET, HEAD, POST, OPTIONS"]);
  });
});
