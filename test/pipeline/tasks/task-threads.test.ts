import { DataFactory } from "n3";
import { afterAll, describe, expect, it } from "vitest";
import { mediaTypeOfDocument } from "../../../src/interop/document-media-types.ts";
import { OverloadedError } from "../../../src/pipeline/committer.ts";
import { sealedInput } from "../../../src/pipeline/preparation/prepare-body.ts";
import { preparedDocument } from "../../../src/pipeline/tasks/prepared-document.ts";
import { TaskThreads } from "../../../src/pipeline/tasks/task-threads.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../../src/quads/n3-quad-store.ts";
import { nquadOf } from "../../../src/quads/nquads.ts";
import { testIris, testStoreKey } from "../../builders.ts";
import { deepDocuments, hugeDocuments, malformedDocuments } from "../../interop/bad-documents.ts";
import { sender, testContext } from "../preparation/builders.ts";

const here = new TaskThreads({ taskThreads: 0, queuedTasks: 0 });
const threads = new TaskThreads({ taskThreads: 1, queuedTasks: 16 });
afterAll(() => threads.close());

const provN = (text: string) => ({ bytes: Buffer.from(text), mediaType: "text/provenance-notation" });
const turtle = (text: string) => ({ bytes: Buffer.from(text), mediaType: "text/turtle" });
const clash = "document prefix ex <http://example.org/> entity(ex:e) activity(ex:e) endDocument";
const padding = `\n# ${"x".repeat(70_000)}`;
const documentQuads = 1_000;

describe("a task in a thread", () => {
  it.each([
    clash,
    "document prefix ex <http://example.org/> wasStartedBy(ex:a, -, -, 2026-11-23T12:00:00Z) wasEndedBy(ex:a, -, -, 2026-11-22T12:00:00Z) endDocument",
  ])("checks a document as it is checked here: %s", async (text) => {
    const asked = { received: provN(text), documentQuads, nowMs: 0, clockSkewMs: 0 };

    for (const name of ["checkDocument", "documentPlausibility"] as const)
      expect(await threads.run(name, asked, { isLarge: true })).toEqual(
        await here.run(name, asked, { isLarge: true }),
      );
  });

  it("turns inverses as they are turned here", async () => {
    const received = turtle(`<e:a> <http://www.w3.org/ns/prov#generated> <e:b> .${padding}`);

    const turned = await threads.run("turnInverses", { received, documentQuads }, { isLarge: true });

    expect(Buffer.from(turned.bytes).toString()).toBe(
      "<e:b> <http://www.w3.org/ns/prov#wasGeneratedBy> <e:a> .\n",
    );
    expect(turned.mediaType).toBe("application/n-quads");
  });

  it.each([
    ["integer", () => integerQuadStore({ iris: testIris })],
    ["n3", () => n3QuadStore({ iris: testIris })],
  ])("checks a store as it is checked here (%s)", async (_, create) => {
    const store = create();
    const [e, a, graph] = ["e", "a", "g"].map((local) =>
      DataFactory.namedNode(`http://example.org/${local}`),
    );
    const prov = (local: string) => DataFactory.namedNode(`http://www.w3.org/ns/prov#${local}`);
    const quads = [
      DataFactory.quad(e as never, prov("wasDerivedFrom"), e as never, graph),
      DataFactory.quad(a as never, prov("used"), e as never, graph),
    ];
    store.open({ id: "block", quads }, 1);
    const view = store.view({ mode: "exact" });
    const [mostQuads, reading] = [2, { view, isLarge: true }];
    const plausibility = { mostQuads, base: testIris.base, nowMs: 0, clockSkewMs: 0 };

    expect(await threads.run("checkStore", { mostQuads }, reading)).toEqual(
      await here.run("checkStore", { mostQuads }, reading),
    );
    expect(await threads.run("storePlausibility", plausibility, reading)).toEqual(
      await here.run("storePlausibility", plausibility, reading),
    );
    await expect(threads.run("checkStore", { mostQuads: 1 }, reading)).rejects.toMatchObject({
      code: "check-too-large",
    });
  });

  it("is ended by its signal, and the next is done all the same", async () => {
    const stop = new AbortController();
    const gone = new Error("The client has left");
    const asked = { received: provN(clash), documentQuads };
    const [running, waiting] = [0, 1].map(() =>
      threads.run("checkDocument", asked, { isLarge: true, signal: stop.signal }),
    );
    const next = threads.run("checkDocument", asked, { isLarge: true });

    stop.abort(gone);

    await expect(running).rejects.toBe(gone);
    await expect(waiting).rejects.toBe(gone);
    expect((await next).valid).toBe(false);
  });

  it("is ended when what it reads is no more, as a document is not", async () => {
    const view = integerQuadStore({ iris: testIris }).view({ mode: "exact" });
    const reading = threads.run("checkStore", { mostQuads: 1 }, { view, isLarge: true });
    const other = threads.run("checkDocument", { received: provN(clash), documentQuads }, { isLarge: true });

    threads.stopReading("It was redacted");

    await expect(reading).rejects.toMatchObject({ code: "query-stopped", message: "It was redacted" });
    expect((await other).valid).toBe(false);
  });

  it("waits for a thread beside so many others only, and closing waits for it", async () => {
    const few = new TaskThreads({ taskThreads: 1, queuedTasks: 1 });
    const run = () => few.run("checkDocument", { received: provN(clash), documentQuads }, { isLarge: true });
    const two = [run(), run()];

    await expect(run()).rejects.toThrow(OverloadedError);
    await few.close();

    for (const each of two) expect((await each).valid).toBe(false);
  });
});

describe("a large document", () => {
  const prepared = (
    received: { readonly bytes: Uint8Array; readonly mediaType: string },
    where: TaskThreads,
  ) =>
    preparedDocument(received, sender, {
      threads: where,
      keys: { baseIri: testIris.base, storeKey: testStoreKey },
      context: { ...testContext, documentQuads: 100_000 },
      sealed: (each) => sealedInput(each, testContext.seal),
    });

  it.each([
    provN(`document default <e:> //${"x".repeat(70_000)}\n entity(a) wasDerivedFrom(b, a) endDocument`),
    turtle(`<e:a> <e:b> [ <e:c> "\\u0000 ä\\n"@de, 1 ] .${padding}`),
  ])("is prepared in a thread as here ($mediaType)", async (received) => {
    const [there, same] = [await prepared(received, threads), await prepared(received, here)];

    const seen = ({ sealed, ...input }: typeof there) => ({
      ...input,
      received: { ...input.received, bytes: Buffer.from(input.received.bytes).toString() },
      quads: sealed.quads().map(nquadOf),
      text: Buffer.from(sealed.text).toString(),
      facets: sealed.facets,
    });
    expect(seen(there)).toEqual(seen(same));
    expect(there.kind).toBe("rdf");
  });

  it.each(
    [
      ...malformedDocuments,
      ...deepDocuments,
      ...hugeDocuments,
      {
        kind: "a context from elsewhere",
        format: "jsonld",
        text: '{"@context":"http://example.org/","a":1}',
      },
      { kind: "no statement", format: "turtle", text: "" },
      { kind: "a reserved property", format: "turtle", text: "<e:a> <https://w3id.org/muniment#readAt> 1 ." },
      {
        kind: "a class that no shape lets pass",
        format: "turtle",
        text: "<e:a> <http://www.w3.org/ns/prov#used> 1 .",
      },
    ].map((each) => [each.format, each.kind, each] as const),
  )("that is to be refused is refused in a thread as here: %s, %s", async (_format, _kind, bad) => {
    const received = {
      bytes: Buffer.from(bad.text),
      mediaType: mediaTypeOfDocument[bad.format as "turtle"],
    };
    const keys = { baseIri: testIris.base, storeKey: Uint8Array.from(testStoreKey) };
    const asked = { received, sender, documentQuads: 200_000, keys };

    const [there, same] = await Promise.allSettled(
      [threads, here].map((where) => where.run("prepareDocument", asked, { isLarge: true })),
    );

    expect(there?.status).toBe(same?.status);
    if (there?.status === "rejected" && same?.status === "rejected")
      expect(seenError(there.reason)).toEqual(seenError(same.reason));
  });
});

function seenError(error: Error) {
  return {
    ...Object.fromEntries(Object.entries(error)),
    message: error.message,
    class: error.constructor.name,
  };
}
