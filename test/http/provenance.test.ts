import { beforeAll, describe, expect, it } from "vitest";
import { readProv } from "../../src/interop/prov-formats.ts";
import { parseNQuads } from "../../src/quads/nquads.ts";
import { turtle } from "../validation/turtle.ts";
import { post, problemIn, send, serving } from "./serving.ts";

const ex = "http://example.org/";
const store = serving({ limits: { provenanceQuads: 12 } });
const ns = "http://www.w3.org/ns/prov#";

/** A chain report ← run ← table ← load ← source, with what comes after the report, and an agent. */
const chain = `
  @prefix prov: <${ns}> . @prefix ex: <${ex}> .
  ex:report a prov:Entity ; prov:wasGeneratedBy ex:run ; prov:wasInvalidatedBy ex:cleanup .
  ex:run prov:qualifiedUsage ex:usage ; prov:wasAssociatedWith ex:ada .
  ex:usage a prov:Usage ; prov:entity ex:table .
  ex:table prov:wasGeneratedBy ex:load .
  ex:load prov:used ex:source .
  ex:source a prov:Entity ; ex:note "far" .
  ex:cleanup prov:used ex:other .
  ex:later prov:wasDerivedFrom ex:report .
`;

beforeAll(async () => {
  await post(store, "/prov", chain, { "content-type": "text/turtle" });
  const lasting = `<${ex}v1> <${ns}specializationOf> <${ex}data> . <${ex}v1> <${ns}wasGeneratedBy> <${ex}write> .`;
  await post(store, "/prov", lasting, { "content-type": "text/turtle" });
});

const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${store.url}/provenance?${new URLSearchParams(parameters).toString()}`, { headers });

async function subjectsOf(parameters: Record<string, string>): Promise<readonly string[]> {
  const answer = await get({ format: "nquads", ...parameters });
  expect(answer.status).toBe(200);
  const subjects = parseNQuads(await answer.text()).map(({ subject }) => subject.value.replace(ex, ""));
  return [...new Set(subjects)];
}

describe("GET /provenance", () => {
  it("says what is known of a target and of all that it came from, and nothing of what came after", async () => {
    const subjects = await subjectsOf({ target: `${ex}report` });

    expect([...subjects].sort()).toEqual(["load", "report", "run", "source", "table", "usage"]);
  });

  it.each([
    ["0", ["report"]],
    ["1", ["report", "run", "usage"]],
    ["2", ["report", "run", "table", "usage"]],
  ])("goes as many steps back as are asked for: %s", async (steps, expected) => {
    expect([...(await subjectsOf({ target: `${ex}report`, steps }))].sort()).toEqual(expected);
  });

  it("begins at the versions of a lasting thing", async () => {
    expect(await subjectsOf({ target: `${ex}data` })).toEqual(["v1"]);
  });

  it("gives what is nearest where there is more than may be given, and says so", async () => {
    const more = Array.from({ length: 9 }, (_, i) => `<${ex}source> <${ex}note> "${i}" .`).join("\n");
    const before = await get({ target: `${ex}report` });
    await post(store, "/prov", more, { "content-type": "text/turtle" });

    const answer = await get({ target: `${ex}report`, format: "nquads" });

    expect(before.headers.has("muniment-partial")).toBe(false);
    expect(answer.headers.get("muniment-partial")).toBe("provenanceQuads");
    const quads = parseNQuads(await answer.text());
    expect(quads).toHaveLength(12);
    expect(new Set(quads.map(({ subject }) => subject.value))).toContain(`${ex}table`);
  });

  it("answers in RDF and in the syntaxes of PROV", async () => {
    const target = `${ex}table`;
    const answers = await Promise.all([
      get({ target }),
      get({ target }, { accept: "text/turtle" }),
      get({ target }, { accept: "text/provenance-notation" }),
      get({ target, format: "provxml" }),
      get({ target }, { accept: "image/png" }),
    ]);

    expect(answers.map((answer) => answer.headers.get("content-type"))).toEqual([
      "application/trig",
      "text/turtle; charset=utf-8",
      "text/provenance-notation; charset=utf-8",
      "application/provenance+xml",
      "application/problem+json",
    ]);
    const { document } = await readProv(Buffer.from((await answers[2]?.arrayBuffer()) ?? []), "provn");
    expect(document.bundles.flatMap(({ statements }) => statements.map(({ type }) => type))).toEqual(
      expect.arrayContaining(["wasGeneratedBy", "used"]),
    );
  });

  it("answers HEAD, links the service, and has no other method", async () => {
    const path = `/provenance?target=${encodeURIComponent(`${ex}table`)}`;
    const head = await send(store, { method: "HEAD", path });
    const posted = await send(store, { method: "POST", path, headers: { "content-length": "0" } });

    expect([head.status, head.text, head.headers.link]).toEqual([
      200,
      "",
      `<${store.url}/provenance>; rel="${ns}has_query_service"; anchor="${ex}table"`,
    ]);
    expect([posted.status, posted.headers.allow]).toEqual([405, "GET, HEAD, OPTIONS"]);
  });

  it.each([
    [{ target: "http://example.org/nobody" }, 404, "not-found"],
    [{ target: "http://example.org/report", recordedAsOf: "2001-01-01T00:00:00Z" }, 404, "not-found"],
    [{ steps: "1" }, 400, "missing-parameter"],
    [{ target: "report" }, 400, "malformed-parameter"],
    [{ target: "http://example.org/report", steps: "-1" }, 400, "malformed-parameter"],
    [{ target: "http://example.org/report", step: "1" }, 400, "unknown-parameter"],
    [{ target: "http://example.org/report", format: "canonical" }, 400, "malformed-parameter"],
  ])("refuses %j", async (parameters, status, code) => {
    const answer = await get(parameters as unknown as Record<string, string>);

    expect(await problemIn(answer)).toMatchObject({ code });
    expect(answer.status).toBe(status);
  });
});

describe("the provenance query service", () => {
  it.each(["/provenance", "/sparql"])("describes itself as PROV-AQ has it: %s", async (path) => {
    const answer = await fetch(store.url + path, { headers: { accept: "application/n-triples" } });
    const lines = (await answer.text()).trimEnd().split("\n");

    const { url } = store;
    const expected = turtle(`
      @prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
      <${url}/provenance> a prov:ServiceDescription ; prov:describesService <${url}/provenance#direct>, <${url}/sparql> .
      <${url}/provenance#direct> a prov:DirectQueryService ;
        prov:provenanceUriTemplate "${url}/provenance?target={uri}{&steps}" .
      <${url}/sparql> a sd:Service ; sd:endpoint <${url}/sparql> ; sd:supportedLanguage sd:SPARQL11Query ;
        sd:resultFormat <http://www.w3.org/ns/formats/RDF_XML> .
    `).map(({ subject, predicate, object }) => {
      const written = object.termType === "Literal" ? `"${object.value}"` : `<${object.value}>`;
      return `<${subject.value}> <${predicate.value}> ${written} .`;
    });
    expect(lines).toEqual(expect.arrayContaining(expected));
  });

  it("has a template that leads to the provenance of a target", async () => {
    const template = `${store.url}/provenance?target={uri}{&steps}`;
    const expanded = template
      .replace("{uri}", encodeURIComponent(`${ex}table`))
      .replace("{&steps}", "&steps=0");

    const answer = await fetch(expanded, { headers: { accept: "application/n-quads" } });

    expect(parseNQuads(await answer.text()).map(({ predicate }) => predicate.value)).toEqual([
      `${ns}wasGeneratedBy`,
    ]);
  });
});
