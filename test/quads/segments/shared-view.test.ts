import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { irisOf } from "../../../src/mapping/iris.ts";
import { dictionaryReader } from "../../../src/quads/dictionary/dictionary.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import type { QuadStore, QuadView } from "../../../src/quads/quad-store.ts";
import { sharedView } from "../../../src/quads/segments/shared-view.ts";
import { termView } from "../../../src/quads/segments/term-view.ts";
import { quadKey } from "../../../src/quads/term-key.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });

describe("sharedView", () => {
  it("sees what the view sees, whatever is written later", () => {
    const store = storeOfBlocks(30);
    store.close("urn:block/7", 40);
    const view = store.view({ mode: "exact" });
    const before = quadsIn(view);
    const shared = received(view);

    store.open(aBlock(99), 50);
    store.close("urn:block/8", 51);

    expect(quadsIn(shared)).toEqual(before);
    expect(before).toHaveLength(29);
  });

  it("sees an earlier position", () => {
    const view = storeOfBlocks(30).view({ mode: "exact", position: 9 });

    expect(quadsIn(received(view))).toEqual(quadsIn(view));
    expect(quadsIn(view)).toHaveLength(10);
  });

  it("sees no more what is erased", () => {
    const store = storeOfBlocks(3);
    const shared = received(store.view({ mode: "exact" }));

    store.erase("urn:block/1");

    expect(quadsIn(shared)).toHaveLength(2);
  });
});

/** A view as another thread gets it: a structured clone copies nothing that is shared. */
function received({ ids }: QuadView): QuadView {
  if (ids?.share === undefined) throw new Error("The view cannot be shared");
  const { dictionary, ...rest } = structuredClone(ids.share());
  return termView(sharedView(rest, dictionaryReader(dictionary)));
}

function quadsIn(view: QuadView): string[] {
  return [...view.match(null, null, null, null)].map(quadKey).sort();
}

function storeOfBlocks(count: number): QuadStore {
  const store = integerQuadStore({ iris });
  for (let n = 0; n < count; n++) store.open(aBlock(n), n);
  return store;
}

function aBlock(n: number) {
  const id = `urn:block/${n}`;
  const graph = DataFactory.namedNode(id);
  const quad = DataFactory.quad(graph, DataFactory.namedNode("urn:n"), DataFactory.literal(`${n}`), graph);
  return { id, quads: [quad as Quad] };
}
