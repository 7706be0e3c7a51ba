import { dcterms, mun } from "../../vocabulary.ts";
import { exactTextAt, textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** DatasetVersionDatasetFacet. */
export const stateVersion: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, mun.versionId, text(exactTextAt(facet, "datasetVersion")));
};

/** IcebergScanReportInputDatasetFacet: the snapshot that was read. */
export const stateScanReport: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, mun.versionId, text(exactTextAt(facet, "snapshotId")));
};

/** IcebergCommitReportOutputDatasetFacet: the snapshot that was written, and by which operation. */
export const stateCommitReport: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, mun.versionId, text(exactTextAt(facet, "snapshotId")));
  state(snapshot, dcterms.type, text(textAt(facet, "operation")));
};
