import type { Term } from "@rdfjs/types";
import { termKey } from "../../src/quads/term-key.ts";
import type { QueryResult } from "../../src/sparql/engine.ts";
import { MalformedQueryError } from "../../src/sparql/errors.ts";

/** An answer as text: a multiset of rows, a set of triples, or a truth value. */
export async function answerText(result: Promise<QueryResult>): Promise<unknown> {
  try {
    return await textsOf(await result);
  } catch (error) {
    if (error instanceof MalformedQueryError) return "malformed";
    throw error;
  }
}

async function textsOf(result: QueryResult): Promise<unknown> {
  if (result.kind === "boolean") return result.value;
  const texts: string[] = [];
  if (result.kind === "quads") {
    for await (const { subject, predicate, object } of result.quads)
      texts.push([subject, predicate, object].map(text).join(" "));
    return [...new Set(texts)].sort();
  }
  for await (const row of result.rows)
    texts.push(result.variables.map((name) => `${name}=${text(row.get(name))}`).join(" "));
  return texts.sort();
}

/** A term as text. Comunica renames a blank node in some of its operators (`bc_0_b1`), and keeps its label in others. */
function text(term: Term | undefined): string {
  return term === undefined ? "" : termKey(term).replace(/^_:bc_\d+_/, "_:");
}
