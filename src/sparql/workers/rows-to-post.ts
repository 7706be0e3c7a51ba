import type { Quad, Term } from "@rdfjs/types";
import { noTerm, type TermId, type TermReader } from "../../quads/id-view.ts";
import type { AnswerTerms, QueryResult } from "../engine.ts";
import { queryTerms } from "../evaluate/query-terms.ts";
import { firstOwnTerm, type Rows } from "../evaluate/rows.ts";
import { RowsBuilder } from "../evaluate/rows-builder.ts";
import type { PostedRows } from "./messages.ts";
import { TermsToPost } from "./posted-terms.ts";

/** The rows of an answer as they are posted; `store` reads the terms of the view. */
export async function* rowsToPost(
  result: Exclude<QueryResult, { readonly kind: "boolean" }>,
  store: TermReader,
): AsyncIterable<PostedRows> {
  const { chunks, terms } = result.ids ?? numbered(result, store);
  const own = new TermsToPost(terms);
  for await (const { columns, length } of chunks) {
    const copies = columns.map((column) => column.slice(0, length));
    for (const column of copies) for (const id of column) if (id >= firstOwnTerm) own.add(id);
    yield { columns: copies, length, own: own.take() };
  }
}

/** The rows of an answer that has terms alone, as numbers. */
function numbered(
  result: Exclude<QueryResult, { readonly kind: "boolean" }>,
  store: TermReader,
): { readonly chunks: AsyncIterable<Rows>; readonly terms: AnswerTerms } {
  const terms = queryTerms(store);
  const idOf = (term: Term | undefined) => (term === undefined ? noTerm : terms.intern(term));
  const ofQuad = ({ subject, predicate, object }: Quad) => [subject, predicate, object].map(idOf);
  if (result.kind === "quads") return { chunks: chunksOf(result.quads, 3, ofQuad), terms };
  const { variables, rows } = result;
  const chunks = chunksOf(rows, variables.length, (row) => variables.map((name) => idOf(row.get(name))));
  return { chunks, terms };
}

async function* chunksOf<Item>(
  items: AsyncIterable<Item>,
  width: number,
  rowOf: (item: Item) => readonly TermId[],
): AsyncIterable<Rows> {
  const builder = new RowsBuilder(width);
  for await (const item of items) {
    rowOf(item).forEach((id, i) => {
      (builder.columns[i] as Uint32Array)[builder.length] = id;
    });
    builder.added();
    if (builder.isFull) yield builder.take();
  }
  if (builder.length > 0) yield builder.take();
}
