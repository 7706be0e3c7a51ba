import { beforeAll, describe, expect, it } from "vitest";
import { dcat } from "../../src/vocabulary.ts";
import { bindingsIn, bundleIn, freshEvent, post, problemIn, send, serving } from "./serving.ts";

const base = "https://lineage.bank.example/prov/";
const store = serving({ baseIri: base });
const markup = `"><script>alert('x')</script>`;
const names = [
  "plain",
  "a/b/../c",
  "..",
  "~",
  "sp ace",
  "ä€𝄞",
  "50%",
  "q?x=1#y",
  markup,
  "javascript:alert(1)",
];
let bundle = "";

beforeAll(async () => {
  const runFacets = { spark_applicationDetails: { userName: "Grace <b>Hopper</b>" } };
  await post(store, "/api/v1/lineage", freshEvent({ outputs: names, runFacets }));
  bundle = await bundleIn(
    await post(
      store,
      "/prov",
      `<e:a> <e:note> "${markup.replaceAll('"', '\\"')}", "a\\u202Eb" ; <e:link> <javascript:alert(1)>, <data:text/html,x>, <https://ok.example/> .`,
      {
        "content-type": "text/turtle",
      },
    ),
  );
});

const html = { accept: "text/html" };
const get = (iri: string, headers: Record<string, string> = {}, search = "") =>
  send(store, { path: iri.replace(base, "/id/") + search, headers });

async function datasets(): Promise<readonly string[]> {
  return instancesOf(dcat.Dataset.value);
}

async function instancesOf(type: string): Promise<readonly string[]> {
  const query = `SELECT DISTINCT ?d { ?d a <${type}> }`;
  const rows = await bindingsIn(await fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}`));
  return rows.map(({ d }) => d?.value ?? "");
}

describe("GET /id/{rest}", () => {
  it("answers for every IRI that was minted, however its segments are escaped", async () => {
    const iris = await datasets();

    expect(iris).toHaveLength(names.length);
    for (const iri of iris) {
      const answer = await get(iri, { accept: "application/n-quads" });
      expect([iri, answer.status]).toEqual([iri, 200]);
      expect(answer.text).toContain(`<${iri}> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type>`);
    }
  });

  it.each([
    [undefined, "text/turtle; charset=utf-8"],
    ["*/*", "text/turtle; charset=utf-8"],
    ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"],
    ["application/ld+json", "application/ld+json"],
    ["application/trig;q=0.9, text/html;q=0.1", "application/trig"],
  ])("answers by Accept: %s", async (accept, mediaType) => {
    const answer = await get(bundle, accept === undefined ? {} : { accept });

    expect([answer.status, answer.headers["content-type"]]).toEqual([200, mediaType]);
    expect(answer.headers.vary).toMatch(/Accept/);
  });

  it("answers in the format that is named, at the time that is asked for", async () => {
    const turtle = await get(bundle, html, "?format=turtle");
    const before = await get(bundle, {}, "?recordedAsOf=2001-01-01T00:00:00Z");
    const none = await get(bundle, { accept: "image/png" });

    expect(turtle.headers["content-type"]).toBe("text/turtle; charset=utf-8");
    expect([before.status, none.status]).toEqual([404, 406]);
  });

  it("answers as a PROV document, which has what is said at the top level and in bundles", async () => {
    const [iri = ""] = await instancesOf("http://www.w3.org/ns/prov#Activity");

    const answers = await Promise.all(
      ["provn", "provxml", "provjson", "provjsonld", "rdfxml"].map((format) =>
        get(iri, {}, `?format=${format}`),
      ),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(answers.map(({ headers }) => headers["content-type"])).toEqual([
      "text/provenance-notation; charset=utf-8",
      "application/provenance+xml",
      "application/json; charset=utf-8",
      'application/ld+json;profile="https://openprovenance.org/prov-jsonld/context.jsonld"',
      "application/rdf+xml",
    ]);
    expect(answers[0]?.text).toMatch(/^document[\s\S]*activity\([\s\S]*bundle [\s\S]*endDocument\n$/);
  });

  it("states each quad once, though the IRI is subject and graph of it", async () => {
    const { text } = await get(bundle, {}, "?format=nquads");

    const lines = text.trimEnd().split("\n");

    expect(lines.length).toBeGreaterThan(3);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it("says of a graph as a PROV document what an export of the graph says", async () => {
    const log = `${base}graph/log`;

    const described = await get(log, {}, "?format=provn");
    const exported = await send(store, {
      path: `/export?format=provn&graph=${encodeURIComponent(log)}`,
      headers: {},
    });

    expect(described.text).toBe(exported.text);
    expect(described.text).toContain("mun:receivedAt");
    expect(described.headers["muniment-left-out"]).toBe(exported.headers["muniment-left-out"]);
  });

  it("leads from its page to the same in other formats in the view of the page", async () => {
    const [iri = ""] = await datasets();

    const { text } = await get(iri, html, "?mode=possible");

    expect(text).toContain('href="?mode=possible&#38;format=turtle"');
    expect(text).toContain(
      `/provenance?target=${encodeURIComponent(iri)}&#38;mode=possible&#38;format=provn`,
    );
  });

  it("links the provenance of what something is said of, with the IRI as anchor", async () => {
    const [iri = ""] = await datasets();
    const links = (answer: { headers: Record<string, unknown> }) => String(answer.headers.link).split(", ");
    const service = `<${store.url}/provenance>; rel="http://www.w3.org/ns/prov#has_query_service"`;

    const said = await get(iri, html, "?mode=possible&format=html");
    const only = await get(bundle.replace(/[0-9a-f]{64}$/, "graph/log").replace("bundle/", ""), {});

    expect(links(said)).toEqual([
      `<${store.url}/provenance?target=${encodeURIComponent(iri)}&mode=possible>; rel="http://www.w3.org/ns/prov#has_provenance"; anchor="${iri}"`,
      `${service}; anchor="${iri}"`,
    ]);
    expect(links(only)).toEqual([`${service}; anchor="${base}graph/log"`]);
    const provenance = /<([^>]*)>/.exec(links(said)[0] ?? "")?.[1] ?? "";
    expect((await fetch(provenance)).status).toBe(200);
  });

  it("answers HEAD without a body, and no other method", async () => {
    const head = await send(store, { method: "HEAD", path: bundle.replace(base, "/id/") });
    const removed = await send(store, { method: "DELETE", path: bundle.replace(base, "/id/") });

    expect([head.status, head.text]).toEqual([200, ""]);
    expect([removed.status, removed.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  it.each([
    ["bundle/none", 404, "not-found"],
    ["", 404, "not-found"],
    ["dataset/%E0%A4%A", 400, "malformed-target"],
    ["bundle/none?mod=exact", 400, "unknown-parameter"],
  ])("refuses what it does not know: %s", async (path, status, code) => {
    const answer = await fetch(`${store.url}/id/${path}`);

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
  });
});

describe("a page about an IRI", () => {
  it("shows names and literals as text, never as markup", async () => {
    for (const iri of await datasets()) {
      const { text } = await get(iri, html);
      expect(text).not.toMatch(/<script|<b>|<img|onerror=/i);
    }
    const { text } = await get(bundle, html);
    expect(text).toContain("&#34;&#62;&#60;script&#62;");
    expect(text).toContain("a\ufffdb");
  });

  it("links what a browser may open, and nothing that runs", async () => {
    const { text } = await get(bundle, html);

    const links = [...text.matchAll(/href="([^"]*)"/g)].map(([, href]) => href);
    expect(links).toContain("https://ok.example/");
    expect(links.filter((href) => !/^(\/|\?format=\w+$|https?:\/\/)/.test(href ?? ""))).toEqual([]);
    expect(text).toContain("javascript:alert(1)");
  });

  it("shows a person by name, as text", async () => {
    const query = "SELECT DISTINCT ?p { ?p a <http://www.w3.org/ns/prov#Person> }";
    const [row] = await bindingsIn(await fetch(`${store.url}/sparql?query=${encodeURIComponent(query)}`));

    const { text } = await get(row?.p?.value ?? "", html);

    expect(text).toContain("<h1>Grace &#60;b&#62;Hopper&#60;/b&#62; ");
  });

  it("folds a statement that many bundles say into one row", async () => {
    const iri = `${base}dataset/warehouse/often`;
    for (let i = 0; i < 3; i += 1)
      await post(store, "/prov", `<${iri}> <e:said> "often" ; <e:only> ${i} .`, {
        "content-type": "text/turtle",
      });

    const { text } = await get(iri, html);

    expect(text.match(/<td>often<\/td>/g)).toHaveLength(1);
    expect(text).toContain("<summary>3 graphs</summary>");
  });
});
