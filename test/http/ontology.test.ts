import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { readOntology } from "../../src/ontology.ts";
import { packageFile } from "../../src/package-files.ts";
import { problemIn, send, serving } from "./serving.ts";

const store = serving();
const file = new Parser({ format: "text/turtle" }).parse(packageFile("ontology/muniment.ttl"));
const { terms } = readOntology();

const get = (path: string, accept = "*/*") => fetch(store.url + path, { headers: { accept } });

async function quadsIn(answer: Response) {
  const mediaType = answer.headers.get("content-type") ?? "";
  return readRdf(new Uint8Array(await answer.arrayBuffer()), mediaType);
}

describe("GET /ontology", () => {
  it.each([
    ["*/*", "text/turtle; charset=utf-8"],
    ["application/rdf+xml", "application/rdf+xml"],
    ["application/ld+json", "application/ld+json"],
    ["application/n-triples", "application/n-triples"],
    ["application/trig", "application/trig"],
    ["application/n-quads", "application/n-quads"],
  ])("answers %s with the vocabulary as it is shipped", async (accept, mediaType) => {
    const answer = await get("/ontology", accept);

    expect([answer.status, answer.headers.get("content-type")]).toEqual([200, mediaType]);
    expect(answer.headers.get("vary")).toMatch(/Accept/);
    expect(await canonicalHash(await quadsIn(answer))).toBe(await canonicalHash(file));
  });

  it("answers a browser with a page of every term, to which the fragments of the IRIs lead", async () => {
    const answer = await get("/ontology", "text/html,application/xhtml+xml,*/*;q=0.8");
    const text = await answer.text();

    expect(answer.headers.get("content-type")).toBe("text/html; charset=utf-8");
    for (const { local, label } of terms) {
      expect(text).toContain(`<section id="${local}">`);
      expect(text).toContain(`<span class="badge">${label}</span>`);
    }
    expect(text).not.toMatch(/<script|<img|<link/);
  });

  it("leads nowhere on its pages that does not answer", async () => {
    const pages = ["/ontology", "/ontology/Facet", "/ontology/role-approver"];
    const texts = await Promise.all(pages.map(async (path) => (await get(path, "text/html")).text()));

    const own = new Set(
      texts.flatMap((text) => [...text.matchAll(/href="(\/[^"#]*)/g)].map(([, href]) => href ?? "")),
    );
    expect(own.size).toBeGreaterThan(terms.length);
    for (const href of own) expect([href, (await get(href, "text/html")).status]).toEqual([href, 200]);
  });
});

describe("GET /ontology/{term}", () => {
  it("answers for every term, with what is said of it and no more", async () => {
    for (const { iri, local } of terms) {
      const quads = await quadsIn(await get(`/ontology/${local}`));
      expect(quads).toHaveLength(file.filter(({ subject }) => subject.value === iri).length);
      expect(new Set(quads.map(({ subject }) => subject.value))).toEqual(new Set([iri]));
    }
  });

  it("tells a person of a class its properties, of a property its domain, range and super-property", async () => {
    const [facet, carries] = await Promise.all(
      ["Facet", "carriesDataFrom"].map(async (local) =>
        (await get(`/ontology/${local}`, "text/html")).text(),
      ),
    );

    expect(facet).toMatch(/<dt>domain of<\/dt>.*mun:facetName<\/a>/);
    expect(facet).toMatch(/<dt>range of<\/dt>.*mun:hadFacet<\/a>/);
    expect(carries).toMatch(/<dt>subproperty of<\/dt>.*prov:wasDerivedFrom<\/a>/);
    expect(carries).toMatch(/<dt>domain<\/dt>.*prov:Entity<\/a>/);
  });

  it("is where pages about IRIs lead for our own terms", async () => {
    const { muniment } = store;
    const received = {
      bytes: Buffer.from("<e:a> <https://w3id.org/muniment/ns#note> 'x' ."),
      mediaType: "text/turtle",
    };
    const { bundle } = await muniment.ingestDocument(received, { id: "test" });
    const page = await get(`/id/${bundle.slice(muniment.iris.base.length)}`, "text/html");

    expect(await page.text()).toContain('href="/ontology/note"');
  });

  it.each([
    ["/ontology/nothing", 404, "not-found"],
    ["/ontology/facet/x", 404, "not-found"],
    ["/ontology/constructor", 404, "not-found"],
    ["/ontology?format=provn", 400, "malformed-parameter"],
    ["/ontology?mode=exact", 400, "unknown-parameter"],
  ])("refuses %s", async (path, status, code) => {
    const answer = await get(path);

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
  });

  it("answers HEAD without a body, and no other method", async () => {
    const head = await send(store, { method: "HEAD", path: "/ontology/Facet" });
    const put = await send(store, { method: "PUT", path: "/ontology/Facet" });

    expect([head.status, head.text]).toEqual([200, ""]);
    expect([put.status, put.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });
});
