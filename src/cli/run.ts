import { parseArgs } from "node:util";
import { packageVersion } from "../package-version.ts";
import { type Command, type ExitCode, exitCode, UsageError } from "./command.ts";
import { commands } from "./commands/all.ts";
import { fail } from "./faults.ts";
import type { Io } from "./io.ts";
import { type Output, outputOf } from "./output.ts";

const common = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** Runs one command line and says how it ended; every error is said here, and none is thrown. */
export async function run(words: readonly string[], io: Io): Promise<ExitCode> {
  const end = words.includes("--") ? words.indexOf("--") : words.length;
  const output = outputOf(io, words.slice(0, end).includes("--json"));
  try {
    const exit = await runWords(words, io, output);
    await output.finished();
    return exit;
  } catch (error) {
    return fail(error, output);
  }
}

async function runWords(words: readonly string[], io: Io, output: Output): Promise<ExitCode> {
  const [name = "", ...rest] = words;
  if (["version", "--version", "-v"].includes(name)) {
    output.print(packageVersion());
    return exitCode.done;
  }
  if (["", "help", "--help", "-h"].includes(name)) {
    const [topic] = rest;
    output.print(topic === undefined ? overview() : helpOf(commandOf(topic)));
    return name === "" ? exitCode.badUse : exitCode.done;
  }
  const command = commandOf(name);
  const { values, positionals, tokens } = parsed(command, rest);
  refuseRepeats(
    command,
    tokens.flatMap((token) => (token.kind === "option" ? [token.name] : [])),
  );
  if (values.help === true) {
    output.print(helpOf(command));
    return exitCode.done;
  }
  const [extra] = positionals;
  if (command.takesOperands !== true && extra !== undefined)
    throw new UsageError(`${name} takes options only, and "${extra}" is none; see "muniment ${name} --help"`);
  return command.run({ values, operands: positionals, output, io });
}

function commandOf(name: string): Command {
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined)
    throw new UsageError(`There is no command "${name}"; "muniment help" lists them`);
  return command;
}

function parsed(command: Command, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { ...common, ...command.options },
      allowPositionals: true,
      tokens: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message.split(/\. |\n/)[0] : "it cannot be parsed";
    throw new UsageError(`${message}; see "muniment ${command.name} --help"`);
  }
}

/** Of an option that is given twice, one would go without a word: which was meant is not guessed. */
function refuseRepeats({ name, options }: Command, given: readonly string[]): void {
  const repeated = given.find((option, i) => given.indexOf(option) < i && options[option]?.multiple !== true);
  if (repeated !== undefined)
    throw new UsageError(`--${repeated} is given twice; see "muniment ${name} --help"`);
}

function helpOf({ name, summary, usage }: Command): string {
  return `${summary}.\n\nmuniment ${name} ${usage}\n  --json             one JSON document on standard output, and nothing else`;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `muniment: a PROV-O provenance store for data and AI lineage

Usage: muniment COMMAND [options]

${lines.join("\n")}

Each command has --help and --json, and works on a directory (--data DIR) or on a server (--url URL).
Exit codes: 0 done, 1 the answer is no, 2 bad use or unreadable input, 3 it could not.`;
}
