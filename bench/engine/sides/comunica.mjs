/**
 * Stock Comunica over `N3.Store`. It has no union of graphs that gives a triple once, so each triple is put into the default graph once: that
 * is the best for it, and leaves the queries about graphs out.
 */
import { createReadStream } from "node:fs";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import { Store, StreamParser } from "n3";
import { pairsOfQuad } from "../answer-hash.mjs";

export async function comunica({ unionFile }) {
  const store = new Store();
  const parsed = createReadStream(unionFile).pipe(new StreamParser({ format: "application/n-triples" }));
  for await (const triple of parsed) store.addQuad(triple);
  const engine = new QueryEngine();
  const context = { sources: [store] };
  return {
    async answer(text, visit) {
      const result = await engine.query(text, context);
      if (result.resultType === "boolean") return (await result.execute()) ? 1 : 0;
      let rows = 0;
      for await (const row of await result.execute()) {
        rows++;
        if (visit === undefined) continue;
        if (result.resultType === "quads") visit(pairsOfQuad(row));
        else visit(Array.from(row, ([variable, term]) => [variable.value, term]));
      }
      return rows;
    },
    async json(text) {
      const result = await engine.query(text, context);
      const { data } = await engine.resultToString(result, "application/sparql-results+json");
      let bytes = 0;
      for await (const piece of data) bytes += piece.length;
      return bytes;
    },
  };
}
