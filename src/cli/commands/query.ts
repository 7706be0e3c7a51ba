import { mediaTypeOfFormat } from "../../interop/media-types.ts";
import { utf8Text } from "../../interop/utf8.ts";
import { own } from "../../own.ts";
import { whole } from "../chunks.ts";
import { type Command, exitCode, textOf, UsageError } from "../command.ts";
import { textOfExplanation } from "../explanation-text.ts";
import { readInput } from "../files.ts";
import type { Io } from "../io.ts";
import { limitOption, limitUsage } from "../limit-option.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";
import { questionOptions, questionUsage, questionViewOf } from "../view-options.ts";

const { canonical: _canonical, ...rdf } = mediaTypeOfFormat;
const mediaTypeOf: Readonly<Record<string, string>> = {
  json: "application/sparql-results+json",
  xml: "application/sparql-results+xml",
  csv: "text/csv",
  tsv: "text/tab-separated-values",
  ...rdf,
};
/** Rows for people where rows can be, JSON for a yes or no, Turtle for graphs. */
const byDefault = "text/tab-separated-values, application/sparql-results+json;q=0.9, text/turtle;q=0.8";
const oneDocument = "application/sparql-results+json, application/ld+json;q=0.9";
const mostQueryBytes = 1024 * 1024;

export const queryCommand: Command = {
  name: "query",
  summary: "Answer a SPARQL 1.2 query",
  usage: `QUERY|@FILE|- (--data DIR | --url URL) [--format FORMAT | --explain]

  --format FORMAT    json, xml, csv, tsv for rows (default tsv; ASK json), ${Object.keys(rdf).join(", ")}
                     for graphs (default turtle)
  --explain          run the query and show how it was answered in place of the answer
${questionUsage}
${targetUsage}
${limitUsage}`,
  takesOperands: true,
  options: {
    ...targetOptions,
    ...limitOption,
    ...questionOptions,
    format: { type: "string" },
    explain: { type: "boolean" },
  },
  async run({ values, operands, output, io }) {
    const [operand] = operands;
    if (operand === undefined || operands.length > 1)
      throw new UsageError("Give one query: its text, @FILE, or - for standard input");
    const format = textOf(values, "format");
    if (output.isJson && format !== undefined)
      throw new UsageError("--json is a format by itself: leave --format out");
    const isExplained = values.explain === true;
    if (isExplained && format !== undefined)
      throw new UsageError("--explain is written as text, or with --json");
    const mediaType = format === undefined ? byDefault : own(mediaTypeOf, format);
    if (mediaType === undefined)
      throw new UsageError(`--format must be one of ${Object.keys(mediaTypeOf).join(", ")}`);
    const accept = output.isJson ? oneDocument : mediaType;
    const asked = questionViewOf(values);
    const query = await textOfQuery(operand, io);
    await withTarget({ values, output }, async (target) => {
      if (!isExplained) return output.stream(target.query(query, accept, asked));
      const explanation = await target.explain(query, asked);
      if (output.isJson) output.printJson(explanation);
      else output.print(textOfExplanation(explanation, output.columns));
    });
    return exitCode.done;
  },
};

async function textOfQuery(operand: string, { stdin }: Io): Promise<string> {
  if (operand !== "-" && !operand.startsWith("@")) return operand;
  const bytes = operand === "-" ? await whole(stdin, mostQueryBytes) : readInput(operand.slice(1));
  return utf8Text(bytes, (what, { line }) => new UsageError(`${what} in the query, at line ${line}`));
}
