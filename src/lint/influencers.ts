import { nameOf } from "../interop/prov-o/graph.ts";
import { dictionaryChanges, provO, qualifiedForms } from "../interop/prov-o/vocabulary.ts";
import { namespaceOf } from "../vocabulary.ts";
import type { Collect, Judged } from "./collected.ts";
import { shortOf } from "./names.ts";

const forms = [
  ...qualifiedForms,
  ...dictionaryChanges.map((change) => ({ ...change, influencers: [provO.dictionary] })),
];

/** The nodes that are events of their subject itself, which say something without an influencer. */
const events: ReadonlySet<string> = new Set(
  ["Generation", "Invalidation", "Start", "End"].map((local) => namespaceOf.prov + local),
);

/**
 * Finds nodes that qualify a relation and do not say to what: a `prov:Usage` without `prov:entity` says that something was used.
 * Not those that say when or how a thing came to be or ended, as `prov:generatedAtTime` does, nor an association with a plan.
 */
export function checkInfluencers(statements: readonly Judged[], collect: Collect): void {
  const propertiesOf = new Map<string, Set<string>>();
  const classesOf = new Map<string, Set<string>>();
  for (const { quad } of statements) {
    const node = nameOf(quad.subject);
    add(propertiesOf, node, quad.predicate.value);
    if (quad.predicate.value === provO.type) add(classesOf, node, quad.object.value);
  }

  const judged = new Set<string>();
  for (const { quad, original } of statements) {
    const { predicate, object } = quad;
    const isType = predicate.value === provO.type;
    const form = forms.find(({ node, qualified }) =>
      isType ? object.value === node : predicate.value === qualified,
    );
    if (form === undefined || object.termType === "Literal") continue;
    const node = nameOf(isType ? quad.subject : object);
    if (judged.has(node)) continue;
    judged.add(node);
    const own = mostExact([...(classesOf.get(node) ?? [])]) ?? form;
    const has = (property: string) => propertiesOf.get(node)?.has(property) === true;
    if (own.influencers.some(has) || saysWithout(own.node, propertiesOf.get(node) ?? new Set())) continue;

    const [property = ""] = own.influencers;
    const message = `${shortOf(node)} qualifies ${shortOf(own.plain)} and has no ${shortOf(property)}, so it does not say which.`;
    collect({ rule: "missing-influencer", term: property, certain: false, message }, original, node);
  }
}

/** Whether a node says enough without its influencer. */
function saysWithout(type: string, properties: ReadonlySet<string>): boolean {
  if (events.has(type)) return [...properties].some((property) => property !== provO.type);
  return type === `${namespaceOf.prov}Association` && properties.has(`${namespaceOf.prov}hadPlan`);
}

/** The form of a node by its classes; `prov:Influence` says least. */
function mostExact(classes: readonly string[]) {
  const [first, ...others] = forms.filter(({ node }) => classes.includes(node));
  return others.length === 0 || first === undefined || localOf(first.node) !== "Influence"
    ? first
    : others[0];
}

function localOf(iri: string): string {
  return iri.slice(iri.indexOf("#") + 1);
}

function add(sets: Map<string, Set<string>>, key: string, item: string): void {
  const set = sets.get(key);
  if (set === undefined) sets.set(key, new Set([item]));
  else set.add(item);
}
