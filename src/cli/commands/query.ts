import { type Command, exitCode, textOf, UsageError } from "../command.ts";
import { readInput, targetOptions, targetUsage, withTarget } from "../target.ts";
import { viewOf, viewOptions, viewUsage } from "../view-options.ts";

const mediaTypeOf: Readonly<Record<string, string>> = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  turtle: "text/turtle",
  ntriples: "application/n-triples",
  nquads: "application/n-quads",
  jsonld: "application/ld+json",
};

export const queryCommand: Command = {
  name: "query",
  summary: "Answer a SPARQL 1.1 query",
  usage: `QUERY|@FILE|- (--data DIR | --url URL) [--format FORMAT]

  --format FORMAT    ${Object.keys(mediaTypeOf).join(", ")} (default tsv for rows, turtle for graphs)
${viewUsage}
${targetUsage}`,
  options: { ...targetOptions, ...viewOptions, format: { type: "string" } },
  async run({ values, operands, output }) {
    const [operand] = operands;
    if (operand === undefined || operands.length > 1)
      throw new UsageError("Give one query: its text, @FILE, or - for standard input");
    const format = textOf(values, "format") ?? (output.isJson ? "json" : undefined);
    const mediaType =
      format === undefined ? "text/tab-separated-values, text/turtle;q=0.9" : mediaTypeOf[format];
    if (mediaType === undefined)
      throw new UsageError(`--format must be one of ${Object.keys(mediaTypeOf).join(", ")}`);
    const accept = output.isJson ? "application/sparql-results+json, application/ld+json;q=0.9" : mediaType;
    const query = textOfQuery(operand);
    await withTarget(values, (target) => output.stream(target.query(query, accept, viewOf(values))));
    return exitCode.done;
  },
};

function textOfQuery(operand: string): string {
  if (operand === "-") return readInput("/dev/stdin").toString("utf8");
  return operand.startsWith("@") ? readInput(operand.slice(1)).toString("utf8") : operand;
}
