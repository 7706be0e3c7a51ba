import { dcterms } from "../../vocabulary.ts";
import { textAt } from "../json.ts";
import { text } from "../statements.ts";
import type { TypedStatements } from "./facet-context.ts";

/** ExternalQueryRunFacet: the query's id where it ran. */
export const stateExternalQuery: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.identifier, text(textAt(facet, "externalQueryId")));
  state(snapshot, dcterms.source, text(textAt(facet, "source")));
};

/** GcpLineageJobFacet. */
export const stateGcpLineage: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.title, text(textAt(facet, "displayName")));
};

/** GcpDataprocRunFacet: the ids under which Google's records of the run are found. */
export const stateDataproc: TypedStatements = (snapshot, facet, { state }) => {
  for (const key of ["appId", "jobUuid", "batchUuid", "sessionUuid"])
    state(snapshot, dcterms.identifier, text(textAt(facet, key)));
};

/** GcpComposerJobFacet. */
export const stateComposerJob: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.identifier, text(textAt(facet, "dagId")));
};

/** GcpComposerRunFacet. */
export const stateComposerRun: TypedStatements = (snapshot, facet, { state }) => {
  state(snapshot, dcterms.identifier, text(textAt(facet, "dagRunId")));
};
