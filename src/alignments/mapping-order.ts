import { compareCodePoints } from "../code-points.ts";
import type { Mapping } from "./alignment.ts";

/** A text that two mappings share when they state the same. */
export function mappingKey({ subject, predicate, object }: Mapping): string {
  return [subject, predicate, ...(typeof object === "string" ? [object] : object)].join(" ");
}

/** In the code-point order of subject, predicate and object, so that no order of a document matters. */
export function sorted(mappings: Iterable<Mapping>): readonly Mapping[] {
  return [...mappings].sort((one, other) => compareCodePoints(mappingKey(one), mappingKey(other)));
}
