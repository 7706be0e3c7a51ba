/** Queries that no server can answer, each in its own way. A bench alone: no server but our own, on loopback, is sent them. */
export const hostileQueries = {
  "cartesian COUNT":
    "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?d && ?d != ?g) }",
  "ORDER BY of a product": "SELECT * WHERE { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?a ?c",
  "catastrophic regular expression": `SELECT ?x WHERE { BIND("${"a".repeat(48)}!" AS ?x) FILTER(REGEX(?x, "^(a+)+$")) }`,
  "exploding memory":
    "SELECT (GROUP_CONCAT(CONCAT(STR(?a), STR(?d), STR(?f))) AS ?text) WHERE { ?a ?b ?c . ?d ?e ?f }",
  "DISTINCT of a product": "SELECT DISTINCT ?a ?d ?f WHERE { ?a ?b ?c . ?d ?e ?f }",
};

/** What other clients ask meanwhile. */
export function smallQueries({ run, modelVersion }) {
  const prov = "PREFIX prov: <http://www.w3.org/ns/prov#> ";
  return [
    `${prov}ASK { <${run}> prov:used ?x }`,
    `${prov}SELECT ?p ?o WHERE { <${run}> ?p ?o }`,
    `${prov}SELECT (COUNT(*) AS ?n) WHERE { <${modelVersion}> prov:wasDerivedFrom+ ?e }`,
  ];
}
