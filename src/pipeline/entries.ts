import type { Entry } from "../journal/entry.ts";
import { mapperVersion } from "../mapping/mapper-version.ts";
import type { SubmissionOutcome } from "./committer.ts";
import type { SealedInput } from "./preparation/prepare-body.ts";

/** The journal entries of a batch: what is new as itself, what is known as a receipt of it. */
export function entriesOf(
  batch: readonly { readonly submission: SealedInput; readonly outcome: SubmissionOutcome }[],
  {
    nextPosition,
    positionOf,
  }: { readonly nextPosition: number; readonly positionOf: (id: string) => number | undefined },
): Entry[] {
  const inBatch = new Map<string, number>();
  return batch.map(({ submission, outcome }, i): Entry => {
    const { id, kind, received, sender, identities, sealed } = submission;
    if (outcome === "duplicate") {
      const target = inBatch.get(id) ?? positionOf(id);
      if (target === undefined) throw new Error(`A duplicate of nothing: ${id}`);
      return { kind: "receipt", target, sender: sender.id };
    }
    inBatch.set(id, nextPosition + i);
    return {
      kind,
      id,
      body: received.bytes,
      mediaType: received.mediaType,
      sender: sender.id,
      mapperVersion,
      identities,
      sealed,
    };
  });
}
