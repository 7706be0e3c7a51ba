import { once } from "node:events";
import type { AddressInfo } from "node:net";
import express from "express";
import { DataFactory } from "n3";
import { describe, expect, it, onTestFinished } from "vitest";
import { HttpError } from "../../src/http/errors.ts";
import { idRouter } from "../../src/http/id-router.ts";
import { problemHandler } from "../../src/http/problem.ts";
import { graphsOfQuads } from "../../src/interop/store-graphs.ts";

const base = "http://example.org/id/";
const node = (iri: string) => DataFactory.namedNode(iri);

/** A server that knows so many statements of every IRI, and has no place for a large document. */
async function serverOf(count: number): Promise<string> {
  const quads = Array.from({ length: count }, (_, n) =>
    DataFactory.quad(node(`${base}a`), node("e:b"), DataFactory.literal(`${n}`), node(`${base}graph/log`)),
  );
  const router = idRouter({
    base,
    mostQuads: 100_000,
    few: () => Promise.reject(new HttpError("too-many-exports", "There is no place")),
    describe: async () => ({ ...graphsOfQuads(quads), isSubject: true, allQuads: () => quads }),
    labels: async () => ({}),
    hrefOf: () => undefined,
  });
  const server = express().use(router, problemHandler(console.error)).listen(0, "127.0.0.1");
  onTestFinished(() => void server.close());
  await once(server, "listening");
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/id/a`;
}

describe("idRouter", () => {
  it("says on a page that there is more than it was made of", async () => {
    const [some, many] = await Promise.all(
      [20_000, 20_001].map(async (count) => textOf(await serverOf(count))),
    );

    expect(some).not.toContain("these are the first");
    expect(many).toContain("these are the first 20000 statements");
  });

  it("lets a small document of PROV pass where there is no place for a large one, and RDF of any size", async () => {
    const [small, large] = [await serverOf(3), await serverOf(20_001)];

    const answers = await Promise.all(
      [`${small}?format=provn`, `${large}?format=provn`, `${large}?format=nquads`].map((url) => fetch(url)),
    );

    expect(answers.map(({ status }) => status)).toEqual([200, 503, 200]);
    await Promise.all(answers.map((answer) => answer.text()));
  });
});

async function textOf(url: string): Promise<string> {
  return (await fetch(`${url}?format=html`)).text();
}
