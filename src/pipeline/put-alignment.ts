import type { Alignment } from "../alignments/alignment.ts";
import { alignmentsNamed } from "../alignments/axioms.ts";
import type { Contradiction } from "../alignments/contradiction.ts";
import { contradictions } from "../alignments/contradictions.ts";
import { AlignmentInUseError, ReservedAlignmentError, UnknownAlignmentError } from "../alignments/errors.ts";
import { expectedName, isAlignmentName } from "../alignments/names.ts";
import { readAlignment } from "../alignments/read-alignment.ts";
import type { Configuration } from "../configuration.ts";
import { MalformedParameterError } from "../errors.ts";
import { essenceOf } from "../interop/media-types.ts";
import type { Entry } from "../journal/entry.ts";
import type { Principal, Received } from "../principal.ts";
import { type AlignmentHistory, alignmentBody } from "./alignments-in-force.ts";
import { refuseUnsupported } from "./axioms-in-force.ts";

/** What became of an alignment that was put. */
export interface PutAlignment {
  readonly outcome: "created" | "replaced" | "unchanged";
  readonly alignment: Alignment;
  /** What is wrong with it by itself; it is kept all the same, for whoever put it to mend. */
  readonly contradictions: readonly Contradiction[];
}

interface Dependencies {
  readonly history: AlignmentHistory;
  /** Runs a task while nothing else touches the journal. */
  readonly exclusively: <T>(task: () => Promise<T>) => Promise<T>;
  /** Appends within such a task. */
  readonly append: (entries: readonly Entry[]) => Promise<void>;
}

/**
 * Records an alignment of the store's own, in the place of the one of that name; one that is the same is not recorded again.
 * @throws {MalformedParameterError} for a name that is none. @throws {ReservedAlignmentError}
 * @throws {MalformedAlignmentError} and what `readRdf` throws. @throws {UnsupportedAxiomError} where no query could switch it on.
 */
export async function putAlignment(
  name: string,
  { bytes, mediaType }: Received,
  sender: Principal,
  { history, exclusively, append }: Dependencies,
): Promise<PutAlignment> {
  if (!isAlignmentName(name)) throw new MalformedParameterError("name", expectedName);
  if (history.isPackaged(name)) throw new ReservedAlignmentError(name);
  const received = { bytes, mediaType: essenceOf(mediaType) };
  const alignment = await readAlignment(bytes, mediaType, { name, iri: history.iriOf(name) });
  refuseUnsupported(alignment);
  const outcome = await exclusively(async () => {
    const present = history.document(name);
    if (present !== undefined && isSame(present, received)) return "unchanged" as const;
    await append([{ kind: "alignment", body: alignmentBody(name, received), sender: sender.id }]);
    return present === undefined ? ("created" as const) : ("replaced" as const);
  });
  return { outcome, alignment, contradictions: contradictions([alignment]) };
}

/**
 * Records that an alignment of the store's own is no more; what was asked before it was removed can still be asked as of then.
 * @throws {UnknownAlignmentError} @throws {ReservedAlignmentError} @throws {AlignmentInUseError}
 */
export async function removeAlignment(
  name: string,
  sender: Principal,
  { history, exclusively, append }: Dependencies,
): Promise<void> {
  if (history.isPackaged(name)) throw new ReservedAlignmentError(name);
  await exclusively(async () => {
    const { own, byDefault } = await history.at();
    if (!own.has(name)) throw new UnknownAlignmentError(name, own);
    if (byDefault.includes(name)) throw new AlignmentInUseError(name);
    await append([{ kind: "alignment", body: alignmentBody(name), sender: sender.id }]);
  });
}

/** Refuses a configuration that switches on what there is not. @throws {UnknownAlignmentError} */
export async function refuseUnknownAlignments(
  { alignments }: Configuration,
  history: AlignmentHistory,
): Promise<void> {
  if (alignments.length > 0) alignmentsNamed(alignments, (await history.at()).alignments);
}

function isSame(one: Received, other: Received): boolean {
  return one.mediaType === other.mediaType && Buffer.compare(one.bytes, other.bytes) === 0;
}
