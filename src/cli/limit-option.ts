import { defaultLimits, type Limits } from "../config.ts";
import { type Options, textsOf, UsageError, type Values } from "./command.ts";

/** `--limit NAME=NUMBER`, as often as there are limits to change. */
export const limitOption = { limit: { type: "string", multiple: true } } as const satisfies Options;

export const limitUsage = `  --limit NAME=NUMBER  a limit of docs/http-api.md, such as queryTimeoutMs=120000; may be repeated`;

/** The limits that a command line changes. @throws {UsageError} for one that there is not, and for what is no number of it. */
export function limitsOf(values: Values): Partial<Limits> {
  const limits: Record<string, number> = {};
  for (const text of textsOf(values, "limit")) {
    const [name = "", digits = "", ...more] = text.split("=");
    if (!Object.hasOwn(defaultLimits, name))
      throw new UsageError(`There is no limit "${name}"; there are ${Object.keys(defaultLimits).join(", ")}`);
    if (Object.hasOwn(limits, name)) throw new UsageError(`--limit ${name} is given twice`);
    const [least, most] = [name.endsWith("Threads") ? 0 : 1, mostOf(name)];
    const number = /^\d+$/.test(digits) && more.length === 0 ? Number(digits) : Number.NaN;
    if (!(number >= least && number <= most))
      throw new UsageError(`--limit ${name}=NUMBER needs a whole number from ${least} to ${most}`);
    limits[name] = number;
  }
  const { headersTimeoutMs, requestTimeoutMs } = { ...defaultLimits, ...limits };
  if (headersTimeoutMs > requestTimeoutMs)
    throw new UsageError("--limit headersTimeoutMs must not be more than requestTimeoutMs");
  return limits;
}

/** Timers of Node take 31 bits. Threads are bounded so that a slip starts no thousands. */
function mostOf(name: string): number {
  if (name.endsWith("Ms")) return 2 ** 31 - 1;
  return name.endsWith("Threads") ? 256 : Number.MAX_SAFE_INTEGER;
}
