import { stateDocumentation } from "./documentation.ts";
import type { TypedStatements } from "./facet-context.ts";
import {
  stateComposerJob,
  stateComposerRun,
  stateDataproc,
  stateExternalQuery,
  stateGcpLineage,
} from "./identifiers.ts";
import { stateLifecycle, stateSymlinks } from "./other-names.ts";
import { stateAirflowOwners, stateOwners } from "./ownership.ts";
import { stateCatalog, stateDataSource, stateHierarchy, stateStatistics, stateStorage } from "./storage.ts";
import { stateTags } from "./tags.ts";
import { stateCommitReport, stateScanReport, stateVersion } from "./versions.ts";

/** The typed statements of a facet of that name. */
export function typedStatementsOf(name: string): TypedStatements | undefined {
  return Object.hasOwn(statementsOf, name) ? statementsOf[name] : undefined;
}

const statementsOf: Readonly<Record<string, TypedStatements>> = {
  airflow: stateAirflowOwners,
  airflowDagRun: stateAirflowOwners,
  catalog: stateCatalog,
  dataSource: stateDataSource,
  documentation: stateDocumentation,
  externalQuery: stateExternalQuery,
  gcp_composer_job: stateComposerJob,
  gcp_composer_run: stateComposerRun,
  gcp_dataproc: stateDataproc,
  gcp_lineage: stateGcpLineage,
  hierarchy: stateHierarchy,
  icebergCommitReport: stateCommitReport,
  icebergScanReport: stateScanReport,
  inputStatistics: stateStatistics,
  lifecycleStateChange: stateLifecycle,
  outputStatistics: stateStatistics,
  ownership: stateOwners,
  storage: stateStorage,
  symlinks: stateSymlinks,
  tags: stateTags,
  version: stateVersion,
};
