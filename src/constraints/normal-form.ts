import { argumentsOf, type ProvDocument, type Statement } from "../prov/document.ts";
import { alternates, inheritAttributes, specializations, type TermPair } from "./closures.ts";
import type { Fact } from "./fact.ts";
import type { Instance } from "./instance.ts";
import { normalised } from "./normalise.ts";
import { noTerm, placeholder, type Term } from "./terms.ts";

/**
 * The normal form of a document (PROV-CONSTRAINTS §6.1): all that follows from it by definitions, inferences and
 * uniqueness constraints, existential variables as `_:label`. Undefined when a uniqueness constraint fails, since then
 * there is none. The normal form of a normal form is itself but for labels.
 *
 * Unlike a check this writes closures out: alternates and specializations may be quadratically many, and so may the
 * communications of Inference 6 of an entity with many generations and many usages.
 * @throws {MalformedStatementError}
 */
export function normalForm({ prefixes, statements, bundles }: ProvDocument): ProvDocument | undefined {
  const instances = [statements, ...bundles.map((bundle) => bundle.statements)].map((each) =>
    normalised(each, true),
  );
  if (instances.some(({ findings }) => findings.length > 0)) return undefined;
  const labels = new Set<string>();
  for (const { terms } of instances)
    for (let term = 0; term < terms.size; term++) labels.add(terms.textOf(term) ?? "");
  let count = 0;
  const freshLabel = () => {
    do count += 1;
    while (labels.has(`_:v${count}`));
    return `_:v${count}`;
  };
  const [top = [], ...inner] = instances.map((instance) => [...statementsOf(instance, freshLabel)]);
  return {
    prefixes,
    statements: top,
    bundles: bundles.map((bundle, index) => ({ ...bundle, statements: inner[index] ?? [] })),
  };
}

function* statementsOf(instance: Instance, freshLabel: () => string): Iterable<Statement> {
  const labels = new Map<Term, string>();
  const nameOf = (term: Term) => {
    const representative = instance.terms.find(term);
    const name = instance.terms.textOf(representative) ?? labels.get(representative) ?? freshLabel();
    labels.set(representative, name);
    return name;
  };
  inheritAttributes(instance);
  const members = new Set<string>();
  for (const fact of instance.facts()) {
    if (fact.type === "alternateOf" || fact.type === "specializationOf") continue;
    const statement = statementOf(instance, fact, nameOf);
    const isNew = fact.type !== "hadMember" || !members.has(JSON.stringify(statement.args));
    if (fact.type === "hadMember") members.add(JSON.stringify(statement.args));
    if (isNew) yield statement;
  }
  const pair = (type: "alternateOf" | "specializationOf", [one, other]: TermPair): Statement => {
    const [first, second] = argumentsOf[type];
    return { type, args: { [first]: nameOf(one), [second]: nameOf(other) }, attributes: [] };
  };
  for (const each of alternates(instance)) yield pair("alternateOf", each);
  for (const each of specializations(instance)) yield pair("specializationOf", each);
  yield* instance.others;
}

function statementOf(instance: Instance, fact: Fact, nameOf: (term: Term) => string): Statement {
  const args: Record<string, string> = {};
  for (const [index, name] of argumentsOf[fact.type].entries()) {
    const term = instance.terms.find(fact.args[index] ?? placeholder);
    if (term !== placeholder) args[name] = nameOf(term);
  }
  return {
    type: fact.type,
    ...(fact.id === noTerm ? {} : { id: nameOf(fact.id) }),
    args,
    attributes: [...fact.attributes.values()],
  };
}
