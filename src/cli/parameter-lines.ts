import type { Parameter } from "../questions/question.ts";

/** The parameters of a question that an asker gives, a line each; the mode is an option of the command. */
export function parameterLines(parameters: readonly Parameter[]): readonly string[] {
  return parameters
    .filter(({ type }) => type !== "mode")
    .map(({ name, type, required, description, default: preset }) => {
      const value = required ? "required" : preset === undefined ? "optional" : `default ${preset}`;
      return `    ${name} (${type}, ${value}): ${description}`;
    });
}
