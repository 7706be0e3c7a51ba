import type { Verification } from "../../pipeline/verify-store.ts";
import { type Command, exitCode } from "../command.ts";
import type { Output } from "../output.ts";
import { targetOptions, targetUsage, withTarget } from "../target.ts";

export const verifyCommand: Command = {
  name: "verify",
  summary:
    "Check that nothing was changed: the log's tree and commitments, and every index against a rebuild",
  usage: `(--data DIR | --url URL)

Repairs nothing. Exit code 1 when anything differs.

${targetUsage}`,
  options: targetOptions,
  async run({ values, output }) {
    const onProgress = (done: number, size: number) => {
      if (output.isWatched) output.status(`${done} of ${size} records`);
    };
    const verification = await withTarget(values, (target) => target.verify(onProgress));
    if (output.isWatched) output.status("");
    if (output.isJson) output.printJson(verification);
    else print(verification, output);
    return verification.isVerified ? exitCode.done : exitCode.no;
  },
};

function print({ isVerified, journal, index }: Verification, output: Output): void {
  for (const { what, position, expected, found } of journal.problems) {
    output.print(`record ${position ?? "–"}: ${what}: expected ${expected}, found ${found}`);
  }
  for (const line of index.missing) output.print(`missing from the index: ${line}`);
  for (const line of index.unexpected) output.print(`only in the index: ${line}`);
  const redacted = journal.redacted === 0 ? "" : `, ${journal.redacted} of them redacted`;
  output.print(`${journal.size} records${redacted}, root ${journal.root}`);
  output.print(
    isVerified ? "Verified: the log is whole, and the indexes equal a rebuild" : "NOT verified: see above",
  );
}
