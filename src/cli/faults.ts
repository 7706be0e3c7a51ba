import { OperationalError, ProvenanceError } from "../errors.ts";
import { type ExitCode, exitCode } from "./command.ts";
import type { Output } from "./output.ts";

/** Why a command ended without its answer. */
interface Fault {
  readonly code: string;
  readonly message: string;
  /** What may help, in lines of its own. */
  readonly hint?: string;
  readonly exit: ExitCode;
}

/** An error of the caller's, with what may help. */
export class HintedError extends ProvenanceError {
  override readonly name = "HintedError";
  readonly code: string;
  readonly hint: string;

  constructor({ code, message }: ProvenanceError, hint: string) {
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

/** Says what went wrong, as text and in JSON mode as the one document; a stack only when the fault is ours. */
export function fail(error: unknown, output: Output): ExitCode {
  const { exit, hint, ...fault } = faultOf(error);
  if (output.isJson && !output.hasPrinted) output.printJson({ error: fault });
  if (output.isWatched) output.status("");
  output.note(`muniment: ${fault.message}${hint === undefined ? "" : `\n${hint}`}`);
  if (fault.code === internal && error instanceof Error) output.note(error.stack ?? "");
  return exit;
}

/** What an error means to the caller of a command: his to mend (2), or not (3). */
export function faultOf(error: unknown): Fault {
  const message = error instanceof Error ? error.message : String(error);
  if (error instanceof HintedError)
    return { code: error.code, message, hint: error.hint, exit: exitCode.badUse };
  if (error instanceof ProvenanceError) return { code: error.code, message, exit: exitCode.badUse };
  if (error instanceof OperationalError) return { code: error.code, message, exit: exitCode.couldNot };
  const code = systemCodeOf(error);
  if (code !== undefined) return { code, message, exit: exitCode.couldNot };
  return { code: internal, message: `This is a fault of Muniment: ${message}`, exit: exitCode.couldNot };
}

const internal = "internal-error";

/** The code of an error of the operating system, such as ENOSPC; those have no place in our own families. */
function systemCodeOf(error: unknown): string | undefined {
  const hasCode = error instanceof Error && "code" in error && typeof error.code === "string";
  return hasCode && "syscall" in error && /^E[A-Z0-9]+$/.test(String(error.code))
    ? String(error.code)
    : undefined;
}
