import { areaOf, datasetOf, isInScope, jobOf, steps } from "./estate.mjs";

/** What a data-protection officer would post about the estate: scope of the sources, legal basis and purpose of the jobs. */
export function governanceTurtle({ pipelines, baseIri = "http://localhost:3030/id/" }) {
  const dataset = ({ namespace, name }) => `<dataset/${segment(namespace)}/${segment(name)}>`;
  const lines = Array.from({ length: pipelines }, (_, pipeline) => {
    const jobs = steps.slice(1).map((step) => jobOf(pipeline, step));
    const lawful = jobs.map(
      ({ namespace, name }) =>
        `<job/${segment(namespace)}/${segment(name)}> dpv:hasLegalBasis eu-gdpr:A6-1-b ; dpv:hasPurpose dpv:ServiceProvision .`,
    );
    const scope = isInScope(pipeline)
      ? [
          `${dataset(datasetOf(pipeline, "crm"))} dpv:hasApplicableLaw legal-eu:law-GDPR ; dpv:hasPersonalData pd:Contact ;`,
          `  prov:wasAttributedTo <agent/organization/northwind-${areaOf(pipeline)}> .`,
        ]
      : [];
    return [...scope, ...lawful].join("\n");
  });
  return `@base <${baseIri}> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix legal-eu: <https://w3id.org/dpv/legal/eu#> .
<agent/software/airflow> prov:actedOnBehalfOf <agent/organization/northwind> .
<agent/software/trainer> prov:actedOnBehalfOf <agent/organization/northwind> .
${lines.join("\n")}
`;
}

/** The IRI of a data set of the estate. */
export function datasetIri({ namespace, name }, baseIri = "http://localhost:3030/id/") {
  return `${baseIri}dataset/${segment(namespace)}/${segment(name)}`;
}

/** The IRI of a run. */
export function runIri({ namespace, name }, runId, baseIri = "http://localhost:3030/id/") {
  return `${baseIri}job/${segment(namespace)}/${segment(name)}/run/${runId}`;
}

/** As the store encodes a path segment; no name here is one of its special cases. */
function segment(text) {
  return encodeURIComponent(text).replace(
    /[!~*'()]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
