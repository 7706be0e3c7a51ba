import { packagedQuestions } from "../../questions/library.ts";
import { type Command, exitCode, textOf } from "../command.ts";
import { targetOptions, targetUsage, withTarget } from "../target.ts";

export const questionsCommand: Command = {
  name: "questions",
  summary: "List the questions that can be asked, with their parameters",
  usage: `[--data DIR | --url URL]

Without a store, the questions of this release.

${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const questions =
      textOf(values, "url") === undefined
        ? [...packagedQuestions().values()]
        : await withTarget(values, (target) => target.questions());
    if (output.isJson) {
      output.printJson({
        questions: questions.map(({ id, title, question, law, parameters }) => ({
          id,
          title,
          question,
          law,
          parameters,
        })),
      });
      return exitCode.done;
    }
    for (const { id, title, question, parameters } of questions) {
      output.print(`${id}: ${title}\n  ${question}`);
      for (const { name, type, required, description, default: preset } of parameters) {
        if (type === "mode") continue;
        const value = required ? "required" : preset === undefined ? "optional" : `default ${preset}`;
        output.print(`    ${name} (${type}, ${value}): ${description}`);
      }
      output.print("");
    }
    return exitCode.done;
  },
};
