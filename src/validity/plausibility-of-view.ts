import { checkPlausibility } from "../plausibility/check.ts";
import type { PlausibilityOptions, PlausibilityReport } from "../plausibility/report.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { storedDocument } from "./stored-document.ts";
import { storedTellings } from "./stored-tellings.ts";

/** Whether what a view sees is plausible, all its graphs merged as one document, and its producers agree about the clock. @throws {CheckTooLargeError} */
export function plausibilityOfView(
  view: QuadView,
  {
    base,
    mostQuads,
    ...options
  }: PlausibilityOptions & { readonly base: string; readonly mostQuads: number },
): PlausibilityReport {
  return checkPlausibility(storedDocument(view, mostQuads), options, storedTellings(view, base));
}
