import { chance } from "./random.mjs";

/** The facets that each tool's integration sends, in the shape of real ones and much the same from run to run. */

const versionOf = {
  airflow: "https://github.com/apache/airflow/tree/providers-openlineage/2.2.0",
  spark: "https://github.com/OpenLineage/OpenLineage/tree/1.37.0/integration/spark",
  dbt: "https://github.com/OpenLineage/OpenLineage/tree/1.37.0/integration/dbt",
  trainer: "https://ml-platform.northwind.example/trainer/4.1.2",
};

export function producerOf(tool) {
  return versionOf[tool];
}

/** A facet with the two members that every facet has. */
export function facet(tool, schema, version, content) {
  const [name] = schema.split(".");
  return {
    _producer: versionOf[tool],
    _schemaURL: `https://openlineage.io/spec/facets/${version}/${name}.json#/$defs/${name}`,
    ...content,
  };
}

function custom(tool, content) {
  return {
    _producer: versionOf[tool],
    _schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunFacet",
    ...content,
  };
}

const engineOf = {
  airflow: { name: "Airflow", version: "2.10.4" },
  spark: { name: "spark", version: "3.5.3" },
  dbt: { name: "dbt", version: "1.9.1" },
  trainer: { name: "trainer", version: "4.1.2" },
};

export function runFacets({ seed, tool, pipeline, step, startMs, parent, isStart, hasFailed }) {
  const nominalTime = { nominalStartTime: new Date(startMs - (startMs % 3_600_000)).toISOString() };
  return {
    processing_engine: facet(tool, "ProcessingEngineRunFacet", "1-1-1", {
      ...engineOf[tool],
      openlineageAdapterVersion: "1.37.0",
    }),
    nominalTime: facet(tool, "NominalTimeRunFacet", "1-0-1", nominalTime),
    ...(parent === undefined
      ? {}
      : { parent: facet(tool, "ParentRunFacet", "1-1-0", { ...parent, root: parent }) }),
    ...(tool === "airflow" ? { airflow: custom(tool, airflowContent(pipeline, step)) } : {}),
    ...(tool === "spark" ? sparkFacets(seed, pipeline, step, isStart) : {}),
    ...(hasFailed
      ? {
          errorMessage: facet(tool, "ErrorMessageRunFacet", "1-0-1", {
            message: "Container killed on request. Exit code is 137",
            programmingLanguage: tool === "spark" ? "JAVA" : "PYTHON",
          }),
        }
      : {}),
  };
}

function airflowContent(pipeline, step) {
  const owner = `team-${pipeline % 7}`;
  return {
    dag: {
      dag_id: `pipeline_${pipeline}`,
      owner,
      schedule_interval: "@hourly",
      tags: "['prod', 'tier-1']",
      timetable: { interval: 3600 },
    },
    task: {
      task_id: step,
      owner,
      operator_class: "SQLExecuteQueryOperator",
      operator_class_path: "airflow.providers.common.sql.operators.sql.SQLExecuteQueryOperator",
      queue: "default",
      retries: 3,
      trigger_rule: "all_success",
      upstream_task_ids: "[]",
    },
    taskInstance: { try_number: 1, pool: "default_pool" },
  };
}

function sparkFacets(seed, pipeline, step, isStart) {
  const user = chance(seed, "user", pipeline) < 0.5 ? `analyst.${pipeline % 40}` : "spark";
  const plan = Array.from({ length: 8 }, (_, i) => ({
    class: "org.apache.spark.sql.catalyst.plans.logical.Project",
    "num-children": 1,
    projectList: [{ class: "org.apache.spark.sql.catalyst.expressions.AttributeReference", name: `c${i}` }],
    child: 0,
  }));
  return {
    spark_applicationDetails: custom("spark", {
      master: "yarn",
      appName: `pipeline_${pipeline}_${step}`,
      deployMode: "cluster",
      driverHost: "10.20.30.40",
      userName: user,
    }),
    spark_properties: custom("spark", {
      properties: { "spark.master": "yarn", "spark.app.name": `pipeline_${pipeline}_${step}` },
    }),
    ...(isStart ? {} : { "spark.logicalPlan": custom("spark", { plan }) }),
  };
}

const jobTypeOf = {
  airflow: { processingType: "BATCH", integration: "AIRFLOW", jobType: "TASK" },
  spark: { processingType: "BATCH", integration: "SPARK", jobType: "SQL_JOB" },
  dbt: { processingType: "BATCH", integration: "DBT", jobType: "MODEL" },
  trainer: { processingType: "BATCH", integration: "TRAINER", jobType: "JOB" },
};

export function jobFacets({ tool, pipeline, step, columns, cycle }) {
  const release = Math.floor(cycle / 100);
  const query = `-- release ${release}\nselect ${columns.map(({ name }) => `t.${name}`).join(",\n  ")}\nfrom ${step}_source t`;
  return {
    jobType: facet(tool, "JobTypeJobFacet", "2-0-4", jobTypeOf[tool]),
    ownership: facet(tool, "OwnershipJobFacet", "1-0-1", {
      owners: [{ name: `team:data-${pipeline % 7}`, type: "MAINTAINER" }],
    }),
    documentation: facet(tool, "DocumentationJobFacet", "1-1-0", {
      description: `Step ${step} of pipeline ${pipeline}: run by the hour, owned by the data platform.`,
    }),
    sourceCodeLocation: facet(tool, "SourceCodeLocationJobFacet", "1-0-1", {
      type: "git",
      url: `https://git.northwind.example/data/pipelines/-/blob/v${release}.0/${step}.py`,
      repoUrl: "https://git.northwind.example/data/pipelines.git",
      version: `v${release}.0`,
      branch: "main",
    }),
    ...(tool === "dbt" || (tool === "airflow" && step !== "dag")
      ? { sql: facet(tool, "SQLJobFacet", "1-1-0", { query, dialect: "snowflake" }) }
      : {}),
  };
}

/** What a producer says of a data set wherever it names it: always the same until the schema changes. */
export function datasetFacets(tool, { kind, namespace, name }, columns) {
  return {
    dataSource: facet(tool, "DatasourceDatasetFacet", "1-0-1", { name: namespace, uri: namespace }),
    ...(columns.length === 0
      ? { datasetType: facet(tool, "DatasetTypeDatasetFacet", "1-0-0", { datasetType: "MODEL" }) }
      : { schema: facet(tool, "SchemaDatasetFacet", "1-2-0", { fields: columns }) }),
    ...(namespace.startsWith("s3://")
      ? {
          storage: facet(tool, "StorageDatasetFacet", "1-0-1", {
            storageLayer: "iceberg",
            fileFormat: "parquet",
          }),
        }
      : {}),
    ...(kind === "mart"
      ? {
          documentation: facet(tool, "DocumentationDatasetFacet", "1-1-0", {
            description: `${name}: the value of an account, one row an account.`,
          }),
          tags: facet(tool, "TagsDatasetFacet", "1-0-0", {
            tags: [{ key: "tier", value: "1", source: "DBT" }],
          }),
        }
      : {}),
  };
}

/** Each column from one input, every fourth from all of them, as joins do. */
export function columnLineage(tool, inputs, columns, columnsOfInput) {
  const fields = columns.map(({ name }, i) => {
    const inputFields = inputs.flatMap((input, k) => {
      const field = columnsOfInput(input)[i];
      if (field === undefined || (i % 4 !== 3 && k !== i % inputs.length)) return [];
      const masking = field.name.endsWith("_email");
      const subtype = masking ? "TRANSFORMATION" : "IDENTITY";
      const transformations = [{ type: "DIRECT", subtype, description: "", masking }];
      return [{ namespace: input.namespace, name: input.name, field: field.name, transformations }];
    });
    return [name, { inputFields }];
  });
  return facet(tool, "ColumnLineageDatasetFacet", "1-2-0", {
    fields: Object.fromEntries(fields.filter(([, { inputFields }]) => inputFields.length > 0)),
  });
}

/** That the output as a whole comes from these: what a trainer can say. */
export function wholeLineage(tool, inputs) {
  return facet(tool, "LineageDatasetFacet", "1-0-0", {
    inputs: inputs.map(({ namespace, name }) => ({ namespace, name, type: "DATASET" })),
  });
}
