import type { Term } from "@rdfjs/types";
import { termText } from "../quads/nquads.ts";
import type { BindingsResult } from "./results.ts";

/**
 * SPARQL 1.2 CSV: values without their kind, RFC 4180 quoting and line ends. What is unbound is empty, and so is the
 * empty string: where the difference matters, ask for TSV or JSON.
 */
export async function* writeCsv({ variables, rows }: BindingsResult): AsyncGenerator<string> {
  yield csvHead(variables);
  for await (const row of rows) {
    const fields = variables.map((name) => {
      const term = row.get(name);
      return term === undefined ? "" : csvCell(term);
    });
    yield `${fields.join(",")}\r\n`;
  }
}

/** SPARQL 1.2 TSV: each term as Turtle writes it in full, nothing lost. */
export async function* writeTsv({ variables, rows }: BindingsResult): AsyncGenerator<string> {
  yield tsvHead(variables);
  for await (const row of rows) {
    const fields = variables.map((name) => {
      const term = row.get(name);
      return term === undefined ? "" : termText(term);
    });
    yield `${fields.join("\t")}\n`;
  }
}

/** The first line of CSV. */
export function csvHead(variables: readonly string[]): string {
  return `${variables.map(csvField).join(",")}\r\n`;
}

/** The first line of TSV. */
export function tsvHead(variables: readonly string[]): string {
  return `${variables.map((name) => `?${name}`).join("\t")}\n`;
}

/** A term as CSV writes it; a triple term as N-Quads do, which tells its terms apart. */
export function csvCell(term: Term): string {
  if (term.termType === "Quad") return csvField(termText(term));
  return csvField(term.termType === "BlankNode" ? `_:${term.value}` : term.value);
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
