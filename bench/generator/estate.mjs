/**
 * What the made-up company has: pipelines, each with the same steps over data sets of its own. Every pipeline is an
 * Airflow DAG whose tasks copy, load, start Spark and dbt, and end in a model and its predictions:
 *
 *     crm, orders (Postgres) → raw (S3) → clean → joined (Spark) → loaded → stg → int → mart (dbt) → features → model → scores
 *                                                    ↑ the mart of the pipeline before, of the cycle before
 */

/** The steps of a cycle, in the order in which they run. */
export const steps = [
  { name: "dag", tool: "airflow", reads: [], writes: undefined },
  { name: "extract_accounts", tool: "airflow", reads: ["crm"], writes: "rawAccounts" },
  { name: "extract_orders", tool: "airflow", reads: ["orders"], writes: "rawOrders" },
  { name: "clean_accounts", tool: "spark", reads: ["rawAccounts"], writes: "clean" },
  { name: "join_orders", tool: "spark", reads: ["clean", "rawOrders", "neighbour"], writes: "joined" },
  { name: "load_warehouse", tool: "airflow", reads: ["joined"], writes: "loaded" },
  { name: "stg_accounts", tool: "dbt", reads: ["loaded"], writes: "stg" },
  { name: "int_account_activity", tool: "dbt", reads: ["stg"], writes: "int" },
  { name: "mart_account_value", tool: "dbt", reads: ["int"], writes: "mart" },
  { name: "build_features", tool: "spark", reads: ["mart"], writes: "features" },
  { name: "train_model", tool: "trainer", reads: ["features"], writes: "model" },
  { name: "score_accounts", tool: "spark", reads: ["model", "features"], writes: "scores" },
];

const lake = "s3://northwind-data-lake-eu-west-1-prod";
const warehouse = "snowflake://northwind-eu_west_1.aws";

const placeOf = {
  crm: (area) => [`postgres://crm-${area}.db.prod.northwind.example:5432`, `crm.${area}.customer_accounts`],
  orders: (area) => [`postgres://erp-${area}.db.prod.northwind.example:5432`, `erp.${area}.sales_orders`],
  rawAccounts: (area) => [lake, `raw/crm/${area}/customer_accounts`],
  rawOrders: (area) => [lake, `raw/erp/${area}/sales_orders`],
  clean: (area) => [lake, `curated/${area}/customer_accounts_clean`],
  joined: (area) => [lake, `curated/${area}/accounts_with_orders`],
  loaded: (area) => [warehouse, `ANALYTICS_PROD.RAW_${area.toUpperCase()}.ACCOUNTS_WITH_ORDERS`],
  stg: (area) => [warehouse, `ANALYTICS_PROD.STAGING.stg_${area}__accounts`],
  int: (area) => [warehouse, `ANALYTICS_PROD.INTERMEDIATE.int_${area}__account_activity`],
  mart: (area) => [warehouse, `ANALYTICS_PROD.MARTS.mart_${area}__account_value`],
  features: (area) => [lake, `features/${area}/account_features_v3`],
  model: (area) => ["mlflow://models.prod.northwind.example", `${area}-churn-classifier`],
  scores: (area) => [lake, `scores/${area}/churn_scores`],
};

/** How many columns each has; a model has none. */
const widthOf = {
  crm: 10,
  orders: 8,
  rawAccounts: 10,
  rawOrders: 8,
  clean: 10,
  joined: 12,
  loaded: 12,
  stg: 10,
  int: 8,
  mart: 8,
  features: 12,
  model: 0,
  scores: 3,
};

const areas = ["retail", "wholesale", "insurance", "energy", "mobility", "health", "travel", "media"];

/** The name of a pipeline's business area: `retail`, …, `retail_2`, … */
export function areaOf(pipeline) {
  const round = Math.floor(pipeline / areas.length);
  return round === 0 ? areas[pipeline] : `${areas[pipeline % areas.length]}_${round + 1}`;
}

/** A data set of a pipeline; `neighbour` is the mart of the one before it, which the first has not. */
export function datasetOf(pipeline, kind) {
  if (kind === "neighbour") return pipeline === 0 ? undefined : datasetOf(pipeline - 1, "mart");
  const [namespace, name] = placeOf[kind](areaOf(pipeline));
  return { kind, namespace, name };
}

/** The job of a step, as the tool names it. */
export function jobOf(pipeline, { name, tool }) {
  const area = areaOf(pipeline);
  if (tool === "dbt")
    return { namespace: "dbt-cloud-prod", name: `ANALYTICS_PROD.northwind_dbt.${area}__${name}` };
  if (tool === "spark") return { namespace: "spark-prod-eu-west-1", name: `${area}_${name}.execute_insert` };
  if (tool === "trainer") return { namespace: "ml-platform-prod", name: `${area}.${name}` };
  return {
    namespace: "airflow-prod",
    name: name === "dag" ? `${area}_daily` : `${area}_daily.${name}`,
  };
}

const words = ["account", "order", "contract", "address", "payment", "session", "device", "segment"];
const parts = ["id", "created_at", "status", "amount", "country_code", "email", "updated_at", "score"];
const types = ["bigint", "timestamp", "varchar(64)", "decimal(18,2)", "char(2)", "varchar(255)"];

/** The columns of a data set; every 200 cycles one more, as schemas grow. */
export function columnsOf(kind, cycle) {
  const width = widthOf[kind] === 0 ? 0 : widthOf[kind] + Math.floor(cycle / 200);
  return Array.from({ length: width }, (_, i) => ({
    name: `${words[Math.floor(i / parts.length) % words.length]}_${parts[i % parts.length]}${i < 64 ? "" : `_${i}`}`,
    type: types[i % types.length],
  }));
}

/** Whether a pipeline's accounts are personal data: two of three are. */
export function isInScope(pipeline) {
  return pipeline % 3 !== 2;
}
