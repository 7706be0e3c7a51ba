import { damageText } from "../../columns/errors.ts";
import { JournalDamagedError } from "../../journal/errors.ts";
import type { Verification } from "../../pipeline/verify-store.ts";
import { type Command, exitCode } from "../command.ts";
import { fail } from "../faults.ts";
import type { Output } from "../output.ts";
import { progressOn } from "../progress.ts";
import { targetOptions, targetUsage, withTarget } from "../target-options.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary: "Check that nothing was changed: the log, its tree and its commitments, and every index",
  usage: `(--data DIR [--rebuild-index] | --url URL)

Exit code 1 when anything differs from what was written, or cannot be read any more. The log is never repaired; an
index that is damaged is made anew from it.

  --rebuild-index    make the index anew from the log first
${targetUsage}`,
  options: { ...targetOptions, "rebuild-index": { type: "boolean" } },
  async run({ values, output }) {
    const progress = progressOn(output);
    const onProgress = (done: number, size: number) =>
      progress.show(`${done} of ${size} records`, size === 0 ? 1 : done / size);
    let verification: Verification;
    try {
      verification = await withTarget({ values, output }, (target) => target.verify(onProgress));
    } catch (error) {
      if (!(error instanceof JournalDamagedError)) throw error;
      fail(error, output);
      return exitCode.no;
    } finally {
      progress.done();
    }
    if (output.isJson) output.printJson(verification);
    else print(verification, output);
    return verification.isVerified ? exitCode.done : exitCode.no;
  },
};

function print({ isVerified, journal, index }: Verification, output: Output): void {
  for (const { what, position, expected, found } of journal.problems) {
    const place = position === undefined ? "journal" : `record ${position}`;
    output.print(`${place}: ${what}: expected ${expected}, found ${found}`);
  }
  for (const damage of index.damaged) output.print(`index: ${damageText(damage)}`);
  for (const line of index.missing) output.print(`missing from the index: ${line}`);
  for (const line of index.unexpected) output.print(`only in the index: ${line}`);
  const redacted = journal.redacted === 0 ? "" : `, ${journal.redacted} of them redacted`;
  output.print(`${journal.size} records${redacted}, root ${journal.root}`);
  output.print(
    isVerified ? "Verified: the log is whole, and the indexes equal a rebuild" : "NOT verified: see above",
  );
}
