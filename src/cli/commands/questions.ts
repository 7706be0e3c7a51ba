import { packagedQuestions } from "../../questions/library.ts";
import { type Command, exitCode, textOf } from "../command.ts";
import { parameterLines } from "../parameter-lines.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

export const questionsCommand: Command = {
  name: "questions",
  summary: "List the questions that can be asked, with their parameters",
  usage: `[--data DIR | --url URL]

Those of this release, or with --url those of the server.

${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const questions =
      textOf(values, "url") === undefined
        ? [...packagedQuestions().values()]
        : await withTarget({ values, output }, (target) => target.questions());
    if (output.isJson) {
      const listed = questions.map(({ id, title, question, law, parameters }) => ({
        id,
        title,
        question,
        law,
        parameters,
      }));
      output.printJson({ questions: listed });
      return exitCode.done;
    }
    for (const { id, title, question, parameters } of questions)
      output.print([`${id}: ${title}`, `  ${question}`, ...parameterLines(parameters), ""].join("\n"));
    return exitCode.done;
  },
};
