#!/usr/bin/env node
import { parseArgs } from "node:util";
import { OperationalError, ProvenanceError } from "../errors.ts";
import { type Command, type ExitCode, exitCode, UsageError } from "./command.ts";
import { commands } from "./commands/all.ts";
import { terminal } from "./output.ts";
import { packageVersion } from "./version.ts";

const common = { json: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(exitCode.done);
  throw error;
});
process.exitCode = await main(process.argv.slice(2));

/** Runs one command line and says how it ended. */
async function main(words: readonly string[]): Promise<ExitCode> {
  const [name = "help", ...rest] = words;
  if (["help", "--help", "-h"].includes(name)) {
    process.stdout.write(overview());
    return words.length === 0 ? exitCode.badUse : exitCode.done;
  }
  if (["version", "--version", "-v"].includes(name)) {
    process.stdout.write(`${packageVersion()}\n`);
    return exitCode.done;
  }
  const command = commands.find((candidate) => candidate.name === name);
  if (command === undefined)
    return fail(new UsageError(`There is no command "${name}"; "muniment help" lists them`), false);
  return runCommand(command, rest);
}

async function runCommand(command: Command, words: readonly string[]): Promise<ExitCode> {
  const isJson = words.includes("--json");
  try {
    const { values, positionals } = parsed(command, words);
    if (values["help"] === true) {
      process.stdout.write(`muniment ${command.name} ${command.usage}\n`);
      return exitCode.done;
    }
    return await command.run({ values, operands: positionals, output: terminal(isJson) });
  } catch (error) {
    return fail(error, isJson);
  }
}

function parsed(command: Command, words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      options: { ...common, ...command.options },
      allowPositionals: true,
    });
  } catch (error) {
    const message = error instanceof Error ? error.message.split(". ")[0] : "it cannot be parsed";
    throw new UsageError(`${message}; see "muniment ${command.name} --help"`);
  }
}

/** Says what went wrong, without a stack unless the fault is ours. */
function fail(error: unknown, isJson: boolean): ExitCode {
  const isKnown = error instanceof ProvenanceError || error instanceof OperationalError;
  const code = isKnown ? error.code : systemCodeOf(error);
  if (code === undefined) throw error;
  const message = error instanceof Error ? error.message : String(error);
  if (isJson) process.stdout.write(`${JSON.stringify({ error: { code, message } }, null, 2)}\n`);
  process.stderr.write(`muniment: ${message}\n`);
  return error instanceof ProvenanceError ? exitCode.badUse : exitCode.couldNot;
}

/** The code of an error of the operating system, such as ENOSPC; those have no place in our own families. */
function systemCodeOf(error: unknown): string | undefined {
  return error instanceof Error &&
    "code" in error &&
    typeof error.code === "string" &&
    /^E[A-Z]+$/.test(error.code)
    ? error.code
    : undefined;
}

function overview(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = commands.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `muniment: a PROV-O provenance store for data and AI lineage

Usage: muniment COMMAND [options]

${lines.join("\n")}

Each command has --help and --json, and works on a directory (--data DIR) or on a server (--url URL).
Exit codes: 0 done, 1 the answer is no, 2 bad use or unreadable input, 3 it could not.
`;
}
