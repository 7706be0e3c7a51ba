/**
 * Other texts for the same answers, that a user of a peer might come to when ours is slow there: bound ends of paths first, what a path begins
 * with found once, MINUS for NOT EXISTS, UNION for a path that may be empty. A peer is asked each, and its best counts.
 */
export function bestTexts({ id, text }) {
  const others = (texts[id] ?? []).map((body) => prefixesOf(text) + body);
  const rewritten = rewrites[id]?.map((rewrite) => rewrite(text)) ?? [];
  return [...others, ...rewritten].filter((other) => other !== text);
}

const scoped = `{ SELECT DISTINCT ?scoped WHERE {
  { ?scoped dpv:hasApplicableLaw legal-eu:law-GDPR } UNION { ?dataset dpv:hasApplicableLaw legal-eu:law-GDPR . ?scoped prov:specializationOf ?dataset } } }`;
const agent = "?version prov:wasGeneratedBy ?run . ?run prov:wasAssociatedWith ?agent .";
const fromData = `{ SELECT DISTINCT ?version WHERE { ${scoped} ?scoped ^mun:carriesDataFrom+ ?version . ?version a ai:TrainedModel } } ${agent}`;
const fromModels = `{ SELECT ?version ?scoped WHERE { { SELECT ?version WHERE { ?version a ai:TrainedModel } } ?version mun:carriesDataFrom+ ?scoped } } ${scoped} ${agent}`;
const texts = {
  "headline count": [fromData, fromModels].map(
    (group) => `SELECT (COUNT(DISTINCT ?agent) AS ?n) WHERE { ${group} }`,
  ),
  "headline distinct agents": [fromData, fromModels].map(
    (group) => `SELECT DISTINCT ?agent WHERE { ${group} }`,
  ),
  "headline rows": [`SELECT ?agent ?version ?scoped WHERE { ${fromModels} }`],
};

const rewrites = {
  "question without-provenance": [
    (text) =>
      text
        .replace(/FILTER NOT EXISTS \{([^{}]*)\}/g, "MINUS {$1}")
        .replace(/FILTER NOT EXISTS \{([^{}]*FILTER\([^{}]*\)\s*)\}/g, "MINUS {$1}"),
    (text) => text.replace(/FILTER NOT EXISTS \{ \?(version|other) ([^{}]*)\}/g, "MINUS { ?$1 $2}"),
  ],
  "question blast-radius": [
    (text) =>
      text.replace(
        /\?affected prov:specializationOf\?\/a \?class\s+FILTER/,
        "{ ?affected a ?class } UNION { ?affected prov:specializationOf ?whole . ?whole a ?class } FILTER",
      ),
    (text) =>
      text
        .replace(
          /BIND\(EXISTS \{[^{}]*\} AS \?isModel\)/,
          `OPTIONAL { SELECT DISTINCT ?affected (true AS ?found) WHERE { VALUES ?class { ai:TrainedModel mls:Model } { ?affected a ?class } UNION { ?affected prov:specializationOf ?whole . ?whole a ?class } } }
  BIND(BOUND(?found) AS ?isModel)`,
        )
        .replace(
          "?affected (prov:wasDerivedFrom|mun:carriesDataFrom)+ ?delivery",
          "?delivery ^(prov:wasDerivedFrom|mun:carriesDataFrom)+ ?affected",
        ),
  ],
  "question model-agents": [
    (text) =>
      text.replace(
        /\?scoped prov:specializationOf\? \?dataset \}/,
        "{ BIND(?dataset AS ?scoped) } UNION { ?scoped prov:specializationOf ?dataset } }",
      ),
    (text) => {
      const [, law] = /VALUES \?law \{ (\S+) \}/.exec(text) ?? [];
      const body = `SELECT DISTINCT ?model WHERE {
        { SELECT DISTINCT ?model WHERE { VALUES ?modelClass { ai:TrainedModel mls:Model } { ?model a ?modelClass } UNION { ?modelDataset a ?modelClass . ?model prov:specializationOf ?modelDataset } } }
        ?model mun:carriesDataFrom+ ?scoped .
        { SELECT DISTINCT ?scoped WHERE { { ?scoped dpv:hasApplicableLaw ${law} } UNION { ?dataset dpv:hasApplicableLaw ${law} . ?scoped prov:specializationOf ?dataset }
          UNION { ?column dpv:hasApplicableLaw ${law} . ?column dcterms:isPartOf+ ?scoped } UNION { ?column dpv:hasApplicableLaw ${law} . ?column dcterms:isPartOf+ ?dataset . ?scoped prov:specializationOf ?dataset } } }
      }`;
      return text.replace(/SELECT DISTINCT \?model WHERE \{[\s\S]*?VALUES \?modelClass \{[^}]*\}\s*\}/, body);
    },
  ],
  "not exists": [(text) => text.replace("FILTER NOT EXISTS", "MINUS")],
  minus: [(text) => text.replace("MINUS", "FILTER NOT EXISTS")],
};

function prefixesOf(text) {
  return text.slice(0, text.search(/^(SELECT|ASK|CONSTRUCT)/m));
}
