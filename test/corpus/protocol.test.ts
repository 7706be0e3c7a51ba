import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Term } from "@rdfjs/types";
import { Parser, Store } from "n3";
import { afterAll, beforeAll, expect, it } from "vitest";
import { type RunningServer, serve } from "../../src/http/server.ts";
import { Muniment } from "../../src/muniment.ts";
import { testStoreKey } from "../builders.ts";
import { corpusPath, describeCorpus, hasCorpus } from "./corpus.ts";

const mf = "http://www.w3.org/2001/sw/DataAccess/tests/test-manifest#";
const ut = "http://www.w3.org/2009/sparql/tests/test-update#";
const ht = "http://www.w3.org/2011/http#";
const cnt = "http://www.w3.org/2011/content#";
const rdfs = "http://www.w3.org/2000/01/rdf-schema#";

/** One request of a W3C protocol test, and what its answer must be. */
interface Step {
  readonly method: string;
  readonly search: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | undefined;
  readonly isRefused: boolean;
  readonly format: string | undefined;
  readonly boolean: string | undefined;
}

interface ProtocolTest {
  readonly id: string;
  readonly name: string;
  /** Graph IRI → file. */
  readonly data: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
}

const mediaTypesOf: Readonly<Record<string, RegExp>> = {
  boolean: /^application\/sparql-results\+(json|xml)$/,
  tabular: /^(application\/sparql-results\+(json|xml)|text\/(csv|tab-separated-values); charset=utf-8)$/,
  RDF: /^(text\/turtle; charset=utf-8|application\/n-triples|application\/rdf\+xml)$/,
};

describeCorpus("the W3C's SPARQL 1.1 protocol tests", () => {
  const directory = mkdtempSync(join(tmpdir(), "muniment-protocol-"));
  const graphs = new Map<string, string>();
  let muniment: Muniment;
  let server: RunningServer;

  beforeAll(async () => {
    muniment = await Muniment.open({ directory, storeKey: testStoreKey });
    server = await serve({ muniment, port: 0 });
    const files = new Map(protocolTests().flatMap(({ data }) => [...data]));
    for (const [graph, file] of files) graphs.set(graph, await posted(file));
  });
  afterAll(async () => {
    await server.stop();
    await muniment.close();
    rmSync(directory, { recursive: true, force: true });
  });

  const tests = hasCorpus ? protocolTests() : [];
  const isOfUpdate = ({ id }: ProtocolTest) => id.startsWith("update_");

  it.each(tests.filter((test) => !isOfUpdate(test)))("$id: $name", async ({ steps }) => {
    for (const step of steps) {
      const answer = await send(server.url, withOurGraphs(step, graphs));

      if (step.isRefused) {
        expect(answer.status).toBeGreaterThanOrEqual(400);
        expect(answer.status).toBeLessThan(500);
        expect(answer.mediaType).toBe("application/problem+json");
        continue;
      }
      expect(answer.status).toBe(200);
      expect(answer.mediaType).toMatch(mediaTypesOf[step.format ?? ""] ?? /never/);
      if (step.boolean !== undefined)
        expect(JSON.parse(answer.text)).toEqual({ head: {}, boolean: step.boolean === "true" });
    }
  });

  it.each(tests.filter(isOfUpdate))(
    "refuses with 403, since the store is append-only: $id: $name",
    async ({ steps }) => {
      const { records, quads } = muniment.stats();
      const [update] = steps;
      if (update === undefined) throw new Error("A test has a request");

      const answer = await send(server.url, update);

      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, "update-refused"]);
      expect(muniment.stats()).toMatchObject({ records, quads });
    },
  );

  it("has read all 34 tests of the manifest", () => {
    expect([tests.length, tests.filter(isOfUpdate).length]).toEqual([34, 7]);
  });

  /** Posts a file as a document. Its graph is its bundle: names of graphs are the store's (DESIGN §6). */
  async function posted(file: string): Promise<string> {
    const body = readFileSync(corpusPath(...suite, file));
    const answer = await fetch(`${server.url}/prov`, {
      method: "POST",
      body,
      headers: { "content-type": "application/n-triples" },
    });
    const { bundle }: { bundle: string } = JSON.parse(await answer.text());
    return bundle;
  }
});

describeCorpus("the W3C's SPARQL 1.1 service description tests", () => {
  const sd = "http://www.w3.org/ns/sparql-service-description#";
  const directory = mkdtempSync(join(tmpdir(), "muniment-description-"));
  let muniment: Muniment;
  let server: RunningServer;
  let description: Store;

  beforeAll(async () => {
    muniment = await Muniment.open({ directory, storeKey: testStoreKey });
    server = await serve({ muniment, port: 0 });
    const answer = await fetch(`${server.url}/sparql`);
    expect(answer.headers.get("content-type")).toBe("text/turtle; charset=utf-8");
    description = new Store(new Parser().parse(await answer.text()));
  });
  afterAll(async () => {
    await server.stop();
    await muniment.close();
    rmSync(directory, { recursive: true, force: true });
  });

  it("returns-rdf: GET on endpoint returns RDF", () => {
    expect(description.size).toBeGreaterThan(0);
  });

  it("has-endpoint-triple: it contains a matching sd:endpoint triple", () => {
    expect(description.getObjects(null, `${sd}endpoint`, null).map(({ value }) => value)).toEqual([
      `${server.url}/sparql`,
    ]);
  });

  it("conforms-to-schema: what it says has the domains and ranges of the vocabulary", () => {
    const typeOf = (node: Term) =>
      description.getObjects(node as never, rdfType, null).map(({ value }) => value);
    const pairs: readonly (readonly [property: string, domain: string, range: string | undefined])[] = [
      ["endpoint", "Service", undefined],
      ["defaultDataset", "Service", "Dataset"],
      ["defaultGraph", "Dataset", "Graph"],
      ["supportedLanguage", "Service", undefined],
      ["resultFormat", "Service", undefined],
      ["feature", "Service", undefined],
    ];
    for (const [property, domain, range] of pairs) {
      const found = description.getQuads(null, `${sd}${property}`, null, null);
      expect([property, found.length > 0]).toEqual([property, true]);
      for (const { subject, object } of found) {
        expect(typeOf(subject)).toContain(`${sd}${domain}`);
        if (range !== undefined) expect(typeOf(object)).toContain(`${sd}${range}`);
      }
    }
  });
});

const rdfType = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
const suite = ["w3c", "rdf-tests", "sparql", "sparql11", "protocol"] as const;

/** The tests of the manifest, which holds the requests themselves. */
function protocolTests(): readonly ProtocolTest[] {
  const base = "http://w3c.example/protocol/";
  const text = readFileSync(corpusPath(...suite, "manifest.ttl"), "utf8");
  const store = new Store(new Parser({ baseIRI: base }).parse(text));
  const lists = store.extractLists();
  const objects = (node: Term | undefined, property: string) =>
    node === undefined ? [] : store.getObjects(node as never, property, null);
  const value = (node: Term | undefined, property: string) => objects(node, property)[0]?.value;
  const list = (node: Term | undefined, property: string) => {
    const [head] = objects(node, property);
    return head === undefined ? [] : (lists[head.value] ?? []);
  };

  return list(store.getSubjects(rdfType, `${mf}Manifest`, null)[0], `${mf}entries`).map((test) => {
    const [action] = objects(test, `${mf}action`);
    const data = objects(test, `${ut}graphData`).map(
      (node) =>
        [value(node, `${rdfs}label`) ?? "", (value(node, `${ut}graph`) ?? "").slice(base.length)] as const,
    );
    const steps = list(action, `${ht}requests`).map((node): Step => {
      const [body] = objects(node, `${ht}body`);
      const [response] = objects(node, `${ht}resp`);
      const characters = value(body, `${cnt}chars`);
      const encoding = value(body, `${cnt}characterEncoding`) === "UTF-16" ? "utf16le" : "utf8";
      const headers = list(node, `${ht}headers`).map(
        (header) => [value(header, `${ht}fieldName`) ?? "", value(header, `${ht}fieldValue`) ?? ""] as const,
      );
      return {
        method: value(node, `${ht}methodName`) ?? "",
        search: (value(node, `${ht}absolutePath`) ?? "").replace(/^\/sparql\//, ""),
        headers: Object.fromEntries(headers),
        body: characters === undefined ? undefined : Buffer.from(characters, encoding),
        isRefused: objects(response, `${mf}expectedStatus`).some((status) => status.value.endsWith("4xx")),
        format: value(response, `${mf}expectedFormat`),
        boolean: value(response, `${mf}expectedBoolean`),
      };
    });
    return {
      id: test.value.replace(/^.*#/, ""),
      name: value(test, `${mf}name`) ?? "",
      data: new Map(data),
      steps,
    };
  });
}

/** The request with our names of the graphs where the protocol or the query names one as a graph. */
function withOurGraphs(step: Step, graphs: ReadonlyMap<string, string>): Step {
  const parameters = new URLSearchParams(step.search);
  const renamed = [...parameters].map(([name, value]): [string, string] => [
    name,
    name.endsWith("-graph-uri") ? (graphs.get(value) ?? value) : value,
  ]);
  const body = step.body
    ?.toString("latin1")
    .replace(/(FROM(?: NAMED)?) <([^>]*)>/g, (all, clause: string, graph: string) =>
      graphs.has(graph) ? `${clause} <${graphs.get(graph)}>` : all,
    );
  const search = renamed.length === 0 ? step.search : `?${new URLSearchParams(renamed).toString()}`;
  return { ...step, search, body: body === undefined ? undefined : Buffer.from(body, "latin1") };
}

function send(
  url: string,
  { method, search, headers, body }: Step,
): Promise<{ readonly status: number; readonly mediaType: string; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const sent = request(`${url}/sparql${search}`, { method, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", () =>
        resolve({
          status: response.statusCode ?? 0,
          mediaType: response.headers["content-type"] ?? "",
          text: Buffer.concat(chunks).toString("utf8"),
        }),
      );
    });
    sent.on("error", reject);
    sent.end(body);
  });
}
