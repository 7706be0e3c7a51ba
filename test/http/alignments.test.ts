import { describe, expect, it } from "vitest";
import { readRdf } from "../../src/interop/read-rdf.ts";
import type { PutReport } from "../../src/pipeline/alignment-reports.ts";
import { serving } from "./serving.ts";

const server = serving();

const prefixes =
  "@prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .\n";
const step = `${prefixes}<urn:ex:Step> rdfs:subClassOf prov:Activity .`;

function put(name: string, body: string, mediaType = "text/turtle") {
  return fetch(`${server.url}/alignments/${name}`, {
    method: "PUT",
    headers: { "content-type": mediaType },
    body,
  });
}

async function json(path: string, init: RequestInit = {}) {
  const response = await fetch(`${server.url}${path}`, init);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe("/alignments", () => {
  it("lists those of the package", async () => {
    const { status, body } = await json("/alignments");

    expect(status).toBe(200);
    expect(body.alignments).toContainEqual({
      name: "p-plan",
      iri: "https://w3id.org/muniment/alignments/p-plan",
      title: "P-Plan and PROV-O",
      version: "1.0.0",
      license: "http://www.apache.org/licenses/LICENSE-2.0",
      source: "http://vocab.linkeddata.es/p-plan/",
      mappings: expect.any(Number),
      origin: "package",
      isDefault: false,
    });
  });

  it("takes one of the store's own, replaces it, and lets it go", async () => {
    const created = await put("mine", step);
    const report = await created.json();
    const same = await put("mine", step);
    const replaced = await put("mine", step.replace("Activity", "Entity"));
    const removed = await fetch(`${server.url}/alignments/mine`, { method: "DELETE" });

    expect(created.status).toBe(201);
    expect(created.headers.get("location")).toBe("/alignments/mine");
    expect(report).toEqual({
      outcome: "created",
      name: "mine",
      iri: "http://localhost:3030/id/alignment/mine",
      mappings: 1,
      unread: 0,
      contradictions: [],
    });
    expect([same.status, replaced.status, removed.status]).toEqual([200, 200, 204]);
    expect([await same.json(), await replaced.json()].map((answer) => (answer as PutReport).outcome)).toEqual(
      ["unchanged", "replaced"],
    );
    expect((await json("/alignments/mine", { headers: { accept: "application/json" } })).body).toMatchObject({
      code: "unknown-alignment",
    });
  });

  it.each([
    ["text/turtle", 0],
    ["application/trig", 1],
    ["application/n-quads", 1],
    ["application/n-triples", 0],
    ["application/ld+json", 0],
    ["application/rdf+xml", 0],
  ])("answers with one as %s that reads back as the same triples", async (mediaType, graphs) => {
    const response = await fetch(`${server.url}/alignments/p-plan`, { headers: { accept: mediaType } });
    const quads = await readRdf(Buffer.from(await response.arrayBuffer()), mediaType);
    const { alignments } = await server.muniment.alignments();

    expect(response.headers.get("content-type")).toContain(mediaType);
    expect(quads).toHaveLength(alignments.get("p-plan")?.quads.length ?? 0);
    if (graphs === 1)
      expect(new Set(quads.map(({ graph }) => graph.value))).toEqual(
        new Set(["https://w3id.org/muniment/alignments/p-plan"]),
      );
  });

  it("answers with the records of one, complete though a mapping leaves to its alignment what holds for all", async () => {
    const { body } = await json("/alignments/p-plan?format=json");
    const mappings = body.mappings as readonly Record<string, unknown>[];

    expect(mappings.find(({ subject_id }) => subject_id === "http://purl.org/net/p-plan#Activity")).toEqual({
      record_id: "https://w3id.org/muniment/alignments/p-plan#Activity-subClassOf-prov-Activity",
      subject_id: "http://purl.org/net/p-plan#Activity",
      predicate_id: "http://www.w3.org/2000/01/rdf-schema#subClassOf",
      object_id: "http://www.w3.org/ns/prov#Activity",
      mapping_justification: "https://w3id.org/semapv/vocab/ManualMappingCuration",
      comment: expect.any(String),
      mapping_source: "http://vocab.linkeddata.es/p-plan/",
      license: "http://www.apache.org/licenses/LICENSE-2.0",
      mapping_set_version: "1.0.0",
    });
  });

  it("takes JSON-LD and RDF/XML too", async () => {
    const jsonLd = {
      "@id": "urn:ex:Step",
      "http://www.w3.org/2000/01/rdf-schema#subClassOf": { "@id": "http://www.w3.org/ns/prov#Activity" },
    };
    const xml = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:rdfs="http://www.w3.org/2000/01/rdf-schema#">
      <rdf:Description rdf:about="urn:ex:Step"><rdfs:subClassOf rdf:resource="http://www.w3.org/ns/prov#Activity"/></rdf:Description></rdf:RDF>`;

    const answers = [
      await put("from-json", JSON.stringify(jsonLd), "application/ld+json"),
      await put("from-xml", xml, "application/rdf+xml"),
    ];

    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    const { alignments } = await server.muniment.alignments();
    expect(alignments.get("from-json")?.mappings).toEqual(alignments.get("from-xml")?.mappings);
  });

  it.each([
    ["a name that is none", "Mine", step, "text/turtle", 400, "malformed-parameter"],
    ["a name of the package", "p-plan", step, "text/turtle", 409, "reserved-alignment"],
    ["no RDF", "mine", "<urn:ex:Step", "text/turtle", 400, "malformed-rdf"],
    ["no mapping", "mine", '<urn:ex:Step> <urn:ex:p> "x" .', "text/turtle", 422, "malformed-alignment"],
    ["another type", "mine", "{}", "application/json", 415, "unsupported-media-type"],
  ])("refuses %s", async (_what, name, body, mediaType, status, code) => {
    const response = await put(name, body, mediaType);

    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ code });
  });

  it("tells the line at fault", async () => {
    const response = await put("mine", `${prefixes}\n<urn:ex:Step> rdfs:subClassOf "Activity" .\n`);

    expect(await response.json()).toMatchObject({ code: "malformed-alignment", line: 3 });
  });

  it("is led to by the IRI of one of the store's own", async () => {
    await put("led-to", step);
    const response = await fetch(`${server.url}/id/alignment/led-to?format=ntriples`);

    expect(response.url).toBe(`${server.url}/alignments/led-to?format=ntriples`);
    expect(await response.text()).toContain("<urn:ex:Step>");
    expect((await fetch(`${server.url}/id/alignment/nobody`)).status).toBe(404);
  });

  it("refuses parameters and methods that it does not know", async () => {
    const parameter = await json("/alignments?recordedasof=2026-11-01");
    const method = await fetch(`${server.url}/alignments/p-plan`, { method: "POST" });

    expect(parameter.body.code).toBe("unknown-parameter");
    expect(method.status).toBe(405);
    expect(method.headers.get("allow")).toBe("GET, HEAD, PUT, DELETE, OPTIONS");
    expect((await json("/alignments/nobody?format=json")).status).toBe(404);
  });
});

describe("/contradictions", () => {
  it("says what alignments contradict together, with the chain of mappings that leads there", async () => {
    await put("as-activity", step);
    await put("as-plan", step.replace("Activity", "Plan"));

    const { body } = await json("/contradictions?alignments=as-plan,as-activity,p-plan");

    expect(body).toMatchObject({
      consistent: false,
      alignments: ["as-activity", "as-plan", "p-plan"],
      contradictions: [
        { kind: "unsatisfiable-class", terms: ["urn:ex:Step"], alignments: ["as-activity", "as-plan"] },
      ],
    });
  });

  it("looks at those that are switched on by default, where none is named", async () => {
    expect((await json("/contradictions")).body).toEqual({
      consistent: true,
      alignments: [],
      contradictions: [],
    });
  });

  it("refuses names that are none, or of nothing", async () => {
    expect((await json("/contradictions?alignments=A,b")).body.code).toBe("malformed-parameter");
    expect((await json("/contradictions?alignments=nobody")).body.code).toBe("unknown-alignment");
  });
});
