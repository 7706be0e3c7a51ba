import { checkPlausibility } from "../plausibility/check.ts";
import type { PlausibilityOptions, PlausibilityReport } from "../plausibility/report.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { storedDocument } from "./stored-document.ts";
import { storedTellings } from "./stored-tellings.ts";

/** Whether what a view sees is plausible, all its graphs merged as one document, and its producers agree about the clock. */
export function plausibilityOfView(
  view: QuadView,
  { base, ...options }: PlausibilityOptions & { readonly base: string },
): PlausibilityReport {
  return checkPlausibility(storedDocument(view), options, storedTellings(view, base));
}
