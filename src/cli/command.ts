import type { ParseArgsConfig } from "node:util";
import { ProvenanceError } from "../errors.ts";
import type { Io } from "./io.ts";
import type { Output } from "./output.ts";

/** What a command ends with; the same for every command. */
export const exitCode = {
  done: 0,
  /** The answer is no: invalid, refused, verification failed. */
  no: 1,
  /** Bad use, or input that cannot be read. */
  badUse: 2,
  /** It could not: I/O, a server. */
  couldNot: 3,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

export type Options = NonNullable<ParseArgsConfig["options"]>;
/** Values of options by name, as `util.parseArgs` gives them. */
export type Values = Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>;

/** One command of the program. */
export interface Command {
  readonly name: string;
  /** One line, for the list of commands. */
  readonly summary: string;
  /** What follows `muniment NAME`, and what it does, for `--help`. */
  readonly usage: string;
  readonly options: Options;
  /** Whether words that are no options mean anything to it. */
  readonly takesOperands?: true;
  run(invocation: Invocation): Promise<ExitCode>;
}

interface Invocation {
  readonly values: Values;
  readonly operands: readonly string[];
  readonly output: Output;
  readonly io: Io;
}

/** The command was not called as it can be. */
export class UsageError extends ProvenanceError {
  override readonly name = "UsageError";
  readonly code = "bad-use";
}

/** An option that is given at most once. */
export function textOf(values: Values, name: string): string | undefined {
  const value = values[name];
  return typeof value === "string" ? value : undefined;
}

/** An option that may be repeated. */
export function textsOf(values: Values, name: string): readonly string[] {
  const value = values[name];
  if (Array.isArray(value)) return value.filter((item) => typeof item === "string");
  return typeof value === "string" ? [value] : [];
}

export function isSet(values: Values, name: string): boolean {
  return values[name] === true;
}

/** A whole number in a range. @throws {UsageError} */
export function numberOf(
  values: Values,
  name: string,
  { least, most }: { readonly least: number; readonly most: number },
): number | undefined {
  const text = textOf(values, name);
  if (text === undefined) return undefined;
  const number = /^\d+$/.test(text) ? Number(text) : Number.NaN;
  if (!(number >= least && number <= most))
    throw new UsageError(`--${name} must be a whole number from ${least} to ${most}`);
  return number;
}
