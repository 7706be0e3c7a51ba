import { packagedAlignments } from "../alignments/packaged.ts";
import type { Muniment } from "../muniment.ts";
import {
  type ConsistencyReport,
  consistencyOf,
  type ListedAlignment,
  listedAlignments,
  type PutReport,
  putReport,
} from "../pipeline/alignment-reports.ts";
import type { Principal, Received } from "../principal.ts";
import { request, requestJson } from "./server-requests.ts";

/** Where alignments are: a store of this machine, a server, or no more than the package. */
export interface AlignmentTarget {
  alignments(): Promise<readonly ListedAlignment[]>;
  /** What these contradict together; default: those that are switched on by default. */
  contradictions(names?: readonly string[]): Promise<ConsistencyReport>;
  putAlignment(name: string, received: Received): Promise<PutReport>;
  removeAlignment(name: string): Promise<void>;
}

/** Those of the package, where no store is named: to look at, and all of them by default. */
export function packagedTarget(): Pick<AlignmentTarget, "alignments" | "contradictions"> {
  const alignments = packagedAlignments();
  const inForce = { alignments, own: new Set<string>(), byDefault: [] };
  return {
    alignments: () => Promise.resolve(listedAlignments(inForce)),
    contradictions: (names = [...alignments.keys()]) => Promise.resolve(consistencyOf(inForce, names)),
  };
}

export function localAlignments(muniment: Muniment, sender: Principal): AlignmentTarget {
  return {
    alignments: async () => listedAlignments(await muniment.alignments()),
    contradictions: async (names) => consistencyOf(await muniment.alignments(), names),
    putAlignment: async (name, received) => putReport(await muniment.putAlignment(name, received, sender)),
    removeAlignment: (name) => muniment.removeAlignment(name, sender),
  };
}

export function remoteAlignments(
  address: (path: string, parameters?: Readonly<Record<string, string>>) => URL,
): AlignmentTarget {
  const at = (name: string) => address(`alignments/${encodeURIComponent(name)}`);
  return {
    async alignments() {
      const target = address("alignments");
      return (await requestJson<{ alignments: readonly ListedAlignment[] }>(target, ["alignments"]))
        .alignments;
    },
    contradictions(names) {
      const target = address("contradictions", names === undefined ? {} : { alignments: names.join(",") });
      return requestJson<ConsistencyReport>(target, ["consistent", "alignments", "contradictions"]);
    },
    putAlignment(name, { bytes, mediaType }) {
      const init = { method: "PUT", body: Buffer.from(bytes), headers: { "content-type": mediaType } };
      return requestJson<PutReport>(at(name), ["outcome", "mappings", "unread", "contradictions"], init);
    },
    async removeAlignment(name) {
      await request(at(name), { method: "DELETE" });
    },
  };
}
