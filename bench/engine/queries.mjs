/**
 * What is asked: the headline, deep closures, the packaged questions, and general queries over the same vocabulary. Each has an id and
 * a text; `isJson` marks those that are written as SPARQL JSON, `isAnyRows` those whose rows are any of many.
 */
import { readdirSync, readFileSync } from "node:fs";

const prefixes = `PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX prov: <http://www.w3.org/ns/prov#>
PREFIX mun: <https://w3id.org/muniment/ns#>
PREFIX dcat: <http://www.w3.org/ns/dcat#>
PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX dpv: <https://w3id.org/dpv#>
PREFIX ai: <https://w3id.org/dpv/ai#>
PREFIX legal-eu: <https://w3id.org/dpv/legal/eu#>
`;

/** Queries that find what the others are about. Each gives one row with one variable. */
export function landmarkQueries({ model, source, mart, half }) {
  const last = (dataset) =>
    `${prefixes}SELECT ?it WHERE { ?it prov:specializationOf <${dataset}> ; prov:generatedAtTime ?at ; prov:wasDerivedFrom ?x } ORDER BY DESC(?at) LIMIT 1`;
  return {
    modelVersion: last(model),
    martVersion: last(mart),
    run: `${prefixes}SELECT ?it WHERE { ?version prov:specializationOf <${model}> ; prov:wasGeneratedBy ?it . ?it prov:startedAtTime ?at } ORDER BY DESC(?at) LIMIT 1`,
    sourceVersion: `${prefixes}SELECT ?it WHERE { ?x prov:wasDerivedFrom ?it . ?it prov:specializationOf <${source}> } ORDER BY ?it LIMIT 1`,
    bundle: `${prefixes}SELECT ?it WHERE { ?it a prov:Bundle ; mun:position ?n } ORDER BY ?n LIMIT 1 OFFSET 100`,
    middle: `${prefixes}SELECT ?it WHERE { ?run prov:startedAtTime ?it } ORDER BY ?it OFFSET ${half} LIMIT 1`,
  };
}

/** All of them, about what was found. */
export function allQueries(found) {
  const about = {
    "blast-radius": { source: `<${found.source}>` },
    "dataset-history": { dataset: `<${found.model}>` },
    downstream: { of: `<${found.source}>` },
    "good-versions": { dataset: `<${found.model}>`, source: `<${found.source}>` },
    upstream: { of: `<${found.model}>` },
    "who-accessed": { dataset: `<${found.source}>` },
  };
  return [...lineageQueries(found), ...questionQueries(about), ...generalQueries(found)];
}

/** The headline and the closures. */
export function lineageQueries({ source, modelVersion, martVersion }) {
  const headline = `?dataset dpv:hasApplicableLaw legal-eu:law-GDPR . ?scoped prov:specializationOf? ?dataset . ?version mun:carriesDataFrom+ ?scoped ; a ai:TrainedModel ; prov:wasGeneratedBy/prov:wasAssociatedWith ?agent`;
  return asked({
    "headline count": `SELECT (COUNT(DISTINCT ?agent) AS ?n) WHERE { ${headline} }`,
    "headline rows": `SELECT ?agent ?version ?scoped WHERE { ${headline} }`,
    "headline distinct agents": `SELECT DISTINCT ?agent WHERE { ${headline} }`,
    "headline, best text for others": `SELECT DISTINCT ?agent WHERE {
      ?version a ai:TrainedModel ; prov:wasGeneratedBy/prov:wasAssociatedWith ?agent .
      FILTER EXISTS { ?version mun:carriesDataFrom+ ?scoped . ?scoped prov:specializationOf? ?dataset . ?dataset dpv:hasApplicableLaw legal-eu:law-GDPR } }`,
    "closure up, count": `SELECT (COUNT(*) AS ?n) WHERE { <${modelVersion}> prov:wasDerivedFrom+ ?e }`,
    "closure up, rows": `SELECT ?e WHERE { <${modelVersion}> prov:wasDerivedFrom+ ?e }`,
    "closure up, JSON": {
      text: `SELECT ?e WHERE { <${modelVersion}> prov:wasDerivedFrom+ ?e }`,
      isJson: true,
    },
    "closure up with itself": `SELECT (COUNT(*) AS ?n) WHERE { <${modelVersion}> prov:wasDerivedFrom* ?e }`,
    "closure down, count": `SELECT (COUNT(*) AS ?n) WHERE { ?e prov:wasDerivedFrom+ <${source}> }`,
    "closure down, rows": `SELECT ?e WHERE { ?e prov:wasDerivedFrom+ <${source}> }`,
    "closure down, JSON": { text: `SELECT ?e WHERE { ?e prov:wasDerivedFrom+ <${source}> }`, isJson: true },
    "closure by runs, up": `SELECT (COUNT(*) AS ?n) WHERE { <${modelVersion}> (prov:wasGeneratedBy/prov:used)+ ?e }`,
    "closure by either edge, up": `SELECT (COUNT(*) AS ?n) WHERE { <${modelVersion}> (prov:wasDerivedFrom|(prov:wasGeneratedBy/prov:used))+ ?e }`,
    "ASK of a path": `ASK { <${modelVersion}> prov:wasDerivedFrom+ <${source}> }`,
    "models below a mart": `SELECT DISTINCT ?model WHERE { ?version prov:wasDerivedFrom+ <${martVersion}> ; a ai:TrainedModel ; prov:specializationOf ?model }`,
  });
}

/** The questions of `queries/` with parameters put into their text. */
function questionQueries(parameters) {
  const folder = new URL("../../queries/", import.meta.url);
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".rq"))
    .sort();
  return asked(
    Object.fromEntries(
      files.map((file) => {
        const id = file.replace(/\.rq$/, "");
        const text = readFileSync(new URL(file, folder), "utf8");
        const values = {
          from: time("0001-01-01T00:00:00Z"),
          to: time("9999-12-31T23:59:59Z"),
          ...parameters[id],
        };
        return [
          `question ${id}`,
          text.replace(/VALUES \?(\w+) \{[^}]*\}/g, (clause, name) =>
            values[name] === undefined ? clause : `VALUES ?${name} { ${values[name]} }`,
          ),
        ];
      }),
    ),
  );
}

function time(text) {
  return `"${text}"^^xsd:dateTime`;
}

/** What people ask of any store. */
export function generalQueries({ model, modelVersion, run, bundle, middle, source }) {
  const later = `"${middle}"^^xsd:dateTime`;
  return asked({
    point: `SELECT ?p ?o WHERE { <${run}> ?p ?o }`,
    ask: `ASK { <${run}> prov:used ?x }`,
    construct: `CONSTRUCT { <${modelVersion}> ?p ?o . ?s ?q <${modelVersion}> } WHERE { { <${modelVersion}> ?p ?o } UNION { ?s ?q <${modelVersion}> } }`,
    "limit 10": { text: "SELECT ?s ?o WHERE { ?s prov:used ?o } LIMIT 10", isAnyRows: true },
    "join of 2": `SELECT (COUNT(*) AS ?n) WHERE { ?version prov:specializationOf <${model}> . ?version prov:wasGeneratedBy ?run }`,
    "join of 3":
      "SELECT (COUNT(*) AS ?n) WHERE { ?version a ai:TrainedModel ; prov:specializationOf ?model ; prov:wasGeneratedBy ?run }",
    "join of 4":
      "SELECT (COUNT(*) AS ?n) WHERE { ?version a ai:TrainedModel ; prov:specializationOf ?model ; prov:wasGeneratedBy ?run . ?run prov:used ?input }",
    "join of 6":
      "SELECT (COUNT(*) AS ?n) WHERE { ?a prov:wasGeneratedBy ?run . ?run prov:used ?b . ?b prov:specializationOf ?d . ?a prov:specializationOf ?e . ?run prov:wasAssociatedWith ?agent . ?run prov:startedAtTime ?t }",
    "join in two steps":
      "SELECT (COUNT(*) AS ?n) WHERE { ?a prov:wasGeneratedBy/prov:used ?b . ?b prov:wasGeneratedBy/prov:used ?c }",
    "star of an agent": `SELECT (COUNT(*) AS ?n) WHERE { ?run prov:wasAssociatedWith <http://localhost:3030/id/agent/software/trainer> ; prov:startedAtTime ?t ; prov:endedAtTime ?u ; mun:runState ?state ; prov:used ?d }`,
    star: "SELECT (COUNT(*) AS ?n) WHERE { ?run a prov:Activity ; prov:startedAtTime ?t ; prov:endedAtTime ?u ; mun:runState ?state }",
    "star, rows":
      "SELECT ?run ?t ?u ?state WHERE { ?run a prov:Activity ; prov:startedAtTime ?t ; prov:endedAtTime ?u ; mun:runState ?state }",
    optional: `SELECT ?p ?x WHERE { <${run}> prov:used ?p . OPTIONAL { ?p prov:wasGeneratedBy ?x } }`,
    "optional, all runs":
      "SELECT ?run ?input ?agent WHERE { ?run a prov:Activity . OPTIONAL { ?run prov:used ?input } OPTIONAL { ?run prov:wasAssociatedWith ?agent } }",
    "optional, few unbound":
      "SELECT ?run WHERE { ?run a prov:Activity . OPTIONAL { ?run prov:endedAtTime ?t } FILTER(!BOUND(?t)) }",
    "filter on dateTime": `SELECT ?run ?t WHERE { ?run prov:startedAtTime ?t FILTER(?t >= ${later}) }`,
    "filter on dateTime, count": `SELECT (COUNT(*) AS ?n) WHERE { ?run prov:startedAtTime ?t ; prov:wasAssociatedWith ?a FILTER(?t >= ${later} && ?t < "2030-01-01T00:00:00Z"^^xsd:dateTime) }`,
    "group by agent":
      "SELECT ?agent (COUNT(?run) AS ?n) WHERE { ?run prov:wasAssociatedWith ?agent } GROUP BY ?agent",
    "group by predicate": "SELECT ?p (COUNT(*) AS ?n) WHERE { ?s ?p ?o } GROUP BY ?p",
    "order by time, limit": {
      text: "SELECT ?run ?t WHERE { ?run prov:startedAtTime ?t } ORDER BY DESC(?t) LIMIT 10",
    },
    "order by text, limit": {
      text: "SELECT ?facet ?text WHERE { ?facet rdf:value ?text } ORDER BY ?text LIMIT 20",
      isAnyRows: true,
    },
    regex: `SELECT (COUNT(*) AS ?n) WHERE { ?x mun:versionId ?id FILTER(REGEX(?id, "7.*42")) }`,
    contains: `SELECT ?x ?id WHERE { ?x mun:versionId ?id FILTER(CONTAINS(?id, "77")) }`,
    "regex over descriptions": `SELECT (COUNT(*) AS ?n) WHERE { ?x dcterms:description ?d FILTER(REGEX(?d, "^step train.*pipeline [0-9]+", "i")) }`,
    "min and max by agent":
      "SELECT ?agent (MIN(?t) AS ?first) (MAX(?t) AS ?last) WHERE { ?run prov:wasAssociatedWith ?agent ; prov:startedAtTime ?t } GROUP BY ?agent",
    "average and sum": "SELECT (AVG(?size) AS ?mean) (SUM(?size) AS ?all) WHERE { ?x dcat:byteSize ?size }",
    "bind hour, group":
      "SELECT ?hour (COUNT(*) AS ?n) WHERE { ?run prov:startedAtTime ?t BIND(HOURS(?t) AS ?hour) } GROUP BY ?hour",
    "not exists":
      "SELECT (COUNT(*) AS ?n) WHERE { ?version prov:specializationOf ?d FILTER NOT EXISTS { ?x prov:wasDerivedFrom ?version } }",
    minus: "SELECT (COUNT(*) AS ?n) WHERE { ?run a prov:Activity MINUS { ?run prov:used ?d } }",
    values: `SELECT ?dataset ?version ?run WHERE { VALUES ?dataset { <${model}> <${source}> } ?version prov:specializationOf ?dataset . OPTIONAL { ?version prov:wasGeneratedBy ?run } }`,
    "sub-query":
      "SELECT ?agent ?n WHERE { { SELECT ?agent (COUNT(?run) AS ?n) WHERE { ?run prov:wasAssociatedWith ?agent } GROUP BY ?agent } FILTER(?n > 100) }",
    having:
      "SELECT ?d (COUNT(?version) AS ?n) WHERE { ?version prov:specializationOf ?d } GROUP BY ?d HAVING(COUNT(?version) > 10)",
    concat: `SELECT (CONCAT(STR(?run), " at ", STR(?t)) AS ?text) WHERE { ?run prov:startedAtTime ?t }`,
    "graph of a bundle": `SELECT ?s ?p ?o WHERE { GRAPH <${bundle}> { ?s ?p ?o } }`,
    "graph, by a variable": `SELECT ?g (COUNT(*) AS ?n) WHERE { GRAPH ?g { ?run prov:startedAtTime ?t } } GROUP BY ?g`,
    "graph, what bundles say of a run": `SELECT ?g ?p ?o WHERE { GRAPH ?g { <${run}> ?p ?o } }`,
    distinct: "SELECT DISTINCT ?agent WHERE { ?run prov:wasAssociatedWith ?agent }",
    "distinct classes": "SELECT DISTINCT ?c WHERE { ?x a ?c }",
    union:
      "SELECT (COUNT(*) AS ?n) WHERE { { ?x prov:startedAtTime ?t } UNION { ?x prov:generatedAtTime ?t } }",
    "count of all": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o }",
    "50,000 rows": {
      text: "SELECT ?version ?dataset ?facet WHERE { ?version prov:specializationOf ?dataset ; mun:hadFacet ?facet } LIMIT 50000",
      isAnyRows: true,
    },
    "50,000 rows, JSON": {
      text: "SELECT ?version ?dataset ?facet WHERE { ?version prov:specializationOf ?dataset ; mun:hadFacet ?facet } LIMIT 50000",
      isAnyRows: true,
      isJson: true,
    },
  });
}

function asked(queries) {
  return Object.entries(queries).map(([id, query]) => {
    const { text, ...rest } = typeof query === "string" ? { text: query } : query;
    return { id, text: text.startsWith("#") ? text : prefixes + text, ...rest };
  });
}
