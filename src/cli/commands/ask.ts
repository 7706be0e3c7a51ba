import { ProvenanceError } from "../../errors.ts";
import type { Answer } from "../../questions/answer.ts";
import { answerJson } from "../../questions/answer-json.ts";
import { answerCsv, answerHtml, answerTable } from "../../questions/render.ts";
import { type Command, exitCode, textOf, UsageError } from "../command.ts";
import { HintedError } from "../faults.ts";
import { limitOption, limitUsage } from "../limit-option.ts";
import { parameterLines } from "../parameter-lines.ts";
import type { Target } from "../target.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";
import { questionOptions, questionUsage, questionViewOf } from "../view-options.ts";

const formats = ["table", "csv", "html", "json"] as const;

export const askCommand: Command = {
  name: "ask",
  summary: "Ask a question of the library, and see what the answer rests on",
  usage: `QUESTION [NAME=VALUE…] (--data DIR | --url URL)

The questions and their parameters: muniment questions.

  --format FORMAT    ${formats.join(", ")} (default table)
${questionUsage}
${targetUsage}
${limitUsage}`,
  takesOperands: true,
  options: { ...targetOptions, ...limitOption, ...questionOptions, format: { type: "string" } },
  async run({ values, operands, output }) {
    const [id, ...assignments] = operands;
    if (id === undefined) throw new UsageError('Name a question; "muniment questions" lists them');
    const format = output.isJson ? "json" : (textOf(values, "format") ?? "table");
    if (!(formats as readonly string[]).includes(format))
      throw new UsageError(`--format must be one of ${formats.join(", ")}`);
    const input = inputOf(assignments);
    const asked = questionViewOf(values);
    const { answer, tookMs } = await withTarget({ values, output }, (target) =>
      timed(() => answered(target, id, () => target.ask(id, input, asked))),
    );
    if (format === "json") output.printJson(answerJson(answer));
    else if (format === "csv") output.print(answerCsv(answer).trimEnd());
    else if (format === "html") output.print(answerHtml(answer));
    else output.print(answerTable(answer, { tookMs, width: output.columns }).trimEnd());
    return exitCode.done;
  },
};

/** The values by name. @throws {UsageError} when one is given twice, for which of them would count? */
function inputOf(assignments: readonly string[]): Readonly<Record<string, string>> {
  const input: Record<string, string> = {};
  for (const text of assignments) {
    const split = text.indexOf("=");
    if (split < 1) throw new UsageError(`A parameter is NAME=VALUE, not "${text}"`);
    const name = text.slice(0, split);
    if (Object.hasOwn(input, name)) throw new UsageError(`"${name}" is given twice`);
    input[name] = text.slice(split + 1);
  }
  return input;
}

async function timed(work: () => Promise<Answer>): Promise<{ answer: Answer; tookMs: number }> {
  const started = performance.now();
  const answer = await work();
  return { answer, tookMs: performance.now() - started };
}

/** Adds to an error of a parameter which parameters there are. */
async function answered(target: Target, id: string, work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof ProvenanceError)) throw error;
    const question = (await target.questions()).find((candidate) => candidate.id === id);
    if (question === undefined || !error.code.endsWith("-parameter")) throw error;
    throw new HintedError(error, [`${id} takes:`, ...parameterLines(question.parameters)].join("\n"));
  }
}
