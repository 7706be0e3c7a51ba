import { checkConstraints } from "../constraints/check.ts";
import type { ConstraintReport } from "../constraints/report.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { storedDocument } from "./stored-document.ts";

/** Whether what a view sees is valid by PROV-CONSTRAINTS, all its graphs merged as one document (DESIGN §3). */
export function checkView(view: QuadView): ConstraintReport {
  return checkConstraints(storedDocument(view));
}
