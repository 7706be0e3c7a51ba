import { termText } from "../quads/nquads.ts";
import type { BindingsResult } from "./results.ts";

/**
 * SPARQL 1.1 CSV: values without their kind, RFC 4180 quoting and line ends. What is unbound is empty, and so is the
 * empty string: where the difference matters, ask for TSV or JSON.
 */
export async function* writeCsv({ variables, rows }: BindingsResult): AsyncGenerator<string> {
  yield `${variables.map(csvField).join(",")}\r\n`;
  for await (const row of rows) {
    const fields = variables.map((name) => {
      const term = row.get(name);
      if (term === undefined) return "";
      return csvField(term.termType === "BlankNode" ? `_:${term.value}` : term.value);
    });
    yield `${fields.join(",")}\r\n`;
  }
}

/** SPARQL 1.1 TSV: each term as Turtle writes it in full, nothing lost. */
export async function* writeTsv({ variables, rows }: BindingsResult): AsyncGenerator<string> {
  yield `${variables.map((name) => `?${name}`).join("\t")}\n`;
  for await (const row of rows) {
    const fields = variables.map((name) => {
      const term = row.get(name);
      return term === undefined ? "" : termText(term);
    });
    yield `${fields.join("\t")}\n`;
  }
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
