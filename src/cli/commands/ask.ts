import { answerJson } from "../../questions/answer-json.ts";
import { answerCsv, answerHtml, answerTable } from "../../questions/render.ts";
import { type Command, exitCode, textOf, textsOf, UsageError } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target.ts";
import { viewOf, viewOptions, viewUsage } from "../view-options.ts";

const formats = ["table", "csv", "html", "json"] as const;

export const askCommand: Command = {
  name: "ask",
  summary: "Ask a question of the library, and see what the answer rests on",
  usage: `QUESTION [NAME=VALUE…] (--data DIR | --url URL)

The questions and their parameters: muniment questions.

  --format FORMAT    ${formats.join(", ")} (default table)
${viewUsage}
${targetUsage}`,
  options: {
    ...targetOptions,
    ...viewOptions,
    format: { type: "string" },
    param: { type: "string", multiple: true },
  },
  async run({ values, operands, output }) {
    const [id, ...assignments] = operands;
    if (id === undefined) throw new UsageError('Name a question; "muniment questions" lists them');
    const format = output.isJson ? "json" : (textOf(values, "format") ?? "table");
    if (!(formats as readonly string[]).includes(format))
      throw new UsageError(`--format must be one of ${formats.join(", ")}`);
    const input = Object.fromEntries([...assignments, ...textsOf(values, "param")].map(assignment));
    const { answer, tookMs } = await withTarget(values, async (target) => {
      const started = performance.now();
      const found = await target.ask(id, input, viewOf(values));
      return { answer: found, tookMs: performance.now() - started };
    });
    if (format === "json") output.printJson(answerJson(answer));
    else if (format === "csv") output.print(answerCsv(answer).trimEnd());
    else if (format === "html") output.print(answerHtml(answer));
    else output.print(answerTable(answer, { tookMs, width: output.columns }));
    return exitCode.done;
  },
};

function assignment(text: string): [name: string, value: string] {
  const split = text.indexOf("=");
  if (split < 1) throw new UsageError(`A parameter is NAME=VALUE, not "${text}"`);
  return [text.slice(0, split), text.slice(split + 1)];
}
