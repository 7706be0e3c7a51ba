import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import { aDirectory } from "../cli/command-line.ts";
import { started } from "../cli/started.ts";

/** One request of a client, and how it was answered. */
export interface Exchange {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly encoding: string | undefined;
  readonly isChunked: boolean;
  readonly status: number | undefined;
}

/** The real server of a fresh store, and what a client said to it. */
export interface Served {
  /** For clients: what goes through it is written down. */
  readonly url: string;
  readonly exchanges: readonly Exchange[];
  /** Rows of a SELECT query: values by name. */
  select(query: string): Promise<readonly Readonly<Record<string, string>>[]>;
}

export async function served(): Promise<Served> {
  const server = started(["serve", "--data", join(aDirectory(), "store"), "--port", "0", "--json"]);
  const { url } = JSON.parse(await server.said("\n}\n"));
  const exchanges: Exchange[] = [];
  const recorder = createServer((incoming, outgoing) => {
    const { method, headers } = incoming;
    const forwarded = request(url + incoming.url, { method, headers }, (answer) => {
      exchanges.push({
        method,
        path: incoming.url,
        encoding: headers["content-encoding"],
        isChunked: headers["transfer-encoding"] === "chunked",
        status: answer.statusCode,
      });
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(outgoing);
    });
    forwarded.on("error", () => outgoing.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise<void>((resolve) => recorder.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    recorder.closeAllConnections();
    recorder.close();
  });
  return {
    url: `http://127.0.0.1:${(recorder.address() as AddressInfo).port}`,
    exchanges,
    async select(query) {
      const headers = { "content-type": "application/sparql-query", accept: "application/json" };
      const response = await fetch(`${url}/sparql`, { method: "POST", body: query, headers });
      const { results } = (await response.json()) as Results;
      return results.bindings.map((row) =>
        Object.fromEntries(Object.entries(row).map(([name, { value }]) => [name, value])),
      );
    },
  };
}

interface Results {
  readonly results: { readonly bindings: readonly Readonly<Record<string, { readonly value: string }>>[] };
}

/** What must be known of a run of which START and COMPLETE came, whoever sent them. */
export const ofTheRun = `
  PREFIX prov: <http://www.w3.org/ns/prov#>
  PREFIX mun: <https://w3id.org/muniment/ns#>
  SELECT ?started ?ended ?used ?generated (COUNT(DISTINCT ?bundle) AS ?events) {
    ?run a prov:Activity ; prov:startedAtTime ?started ; prov:endedAtTime ?ended .
    ?run prov:used/prov:specializationOf? ?used . ?used a <http://www.w3.org/ns/dcat#Dataset> .
    ?version prov:wasGeneratedBy ?run ; prov:specializationOf ?generated .
    GRAPH ?bundle { ?bundle mun:about ?run }
  } GROUP BY ?started ?ended ?used ?generated`;

/** The one row that answers it. */
export const theRun = {
  started: "2026-11-01T06:00:00Z",
  ended: "2026-11-01T06:10:00Z",
  used: "http://localhost:3030/id/dataset/clients/in",
  generated: "http://localhost:3030/id/dataset/clients/out",
  events: "2",
};
