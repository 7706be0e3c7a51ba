import type { NamedNode } from "@rdfjs/types";
import type { Facets, Job, JsonValue, Run } from "../events/event.ts";
import { isJsonObject } from "../events/json-value.ts";
import { mun, prov, rdf } from "../vocabulary.ts";
import type { Identity } from "./bundle.ts";
import type { Draft } from "./draft.ts";
import type { Iris } from "./iris.ts";
import { exactTextAt, textAt } from "./json.ts";

/**
 * States who ran an activity: the engine as the user ran it, which acted on the user's behalf (PROV-DM §5.3.4). With
 * an engine alone, the engine, which acts for nobody; with a user alone, the person; with neither, nothing.
 */
export function stateAssociation(
  activity: NamedNode,
  run: Run,
  job: Job,
  plan: NamedNode,
  draft: Draft,
): void {
  const { state, iris } = draft;
  const agent = stateAgent(engineOf(run, job), stateUser(run, draft), draft);
  if (agent === undefined) return;

  // Two events of one run may know different plans, and a qualified association has one (PROV-CONSTRAINTS 23).
  const version = iris.partsOf(plan).slice(3);
  const association = iris.within(activity, "association", ...iris.partsOf(agent), ...version);
  state(activity, prov.wasAssociatedWith, agent);
  state(activity, prov.qualifiedAssociation, association);
  state(association, prov.agent, agent);
  state(association, prov.hadPlan, plan);
  state(association, prov.hadRole, mun["role-operator"]);
}

/** An owner as OpenLineage writes it, `user:jane` or `team:risk`; without an agent where the name is nobody's. */
export interface Owner {
  readonly agent?: NamedNode;
  readonly name: string;
  /** Where the IRI hides the name. */
  readonly identity?: Identity;
}

/** The agent that an owner's name means. Of an owner of no stated kind it is not known whether it is a person. */
export function ownerOf(text: string, serviceNames: readonly string[], iris: Iris): Owner {
  const [, kind = "", name = text] = /^(user|team|group|application|service):(.*)$/isu.exec(text) ?? [];
  const isStatedPart = /^(application|service|team|group)$/i.test(kind);
  if (isMasked(name) || (!isStatedPart && isServiceName(name, serviceNames))) return { name: text };
  if (/^(application|service)$/i.test(kind)) return { name, agent: iris.softwareAgent(name) };
  if (isStatedPart) return { name, agent: iris.organization(name) };
  const agent = kind === "" ? iris.agent(name) : iris.person(name);
  return { name, agent, identity: { agent, name } };
}

/** The class of an agent, read off its IRI. */
export function agentClassOf(agent: NamedNode, iris: Iris): NamedNode {
  return classOf[iris.partsOf(agent)[1] ?? ""] ?? prov.Agent;
}

const classOf: Readonly<Record<string, NamedNode>> = {
  person: prov.Person,
  organization: prov.Organization,
  software: prov.SoftwareAgent,
};

/** The person behind a user's name. */
export function userOf(name: string, iris: Iris): Identity {
  return { agent: iris.person(name.trim()), name: name.trim() };
}

/** Whether a name says nothing: empty, or asterisks. */
export function isMasked(name: string): boolean {
  return /^[\s*]*$/.test(name);
}

/** Whether a name is never that of a person. */
export function isServiceName(name: string, serviceNames: readonly string[]): boolean {
  return serviceNames.includes(name.trim().toLowerCase());
}

function engineOf(run: Run, job: Job): string | undefined {
  const named = textAt(run.facets.processing_engine, "name") ?? textAt(job.facets.jobType, "integration");
  const engine = named?.trim().toLowerCase();
  return engine === "" ? undefined : engine;
}

/** The first user that is no service; where there are only services, the event is accepted with a note. */
function stateUser(run: Run, draft: Draft): Identity | undefined {
  const { configuration, iris, note } = draft;
  const found = configuration.userExtractors.flatMap(({ facet, path }) => {
    const name = nameAt(run.facets, facet, path);
    return name === undefined ? [] : [{ name, pointer: ["", "run", "facets", facet, ...path] }];
  });
  const person = found.find(
    ({ name }) => !isMasked(name) && !isServiceName(name, configuration.serviceNames),
  );
  if (person !== undefined) return userOf(person.name, iris);
  const [service] = found;
  if (service !== undefined)
    note({ code: "service-user", pointer: service.pointer.map(pointerToken).join("/") });
  return undefined;
}

function stateAgent(
  engine: string | undefined,
  user: Identity | undefined,
  { state, iris, identify }: Draft,
): NamedNode | undefined {
  if (user !== undefined) {
    identify(user);
    state(user.agent, rdf.type, prov.Person);
  }
  if (engine === undefined) return user?.agent;
  const software = iris.softwareAgent(engine);
  if (user === undefined) return software;

  const agent = iris.softwareAgentAs(engine, user.name);
  state(agent, prov.specializationOf, software);
  state(agent, prov.actedOnBehalfOf, user.agent);
  return agent;
}

function nameAt(facets: Facets, facet: string, path: readonly string[]): string | undefined {
  const [last, ...above] = path.toReversed();
  let value: JsonValue | undefined = facets[facet];
  for (const key of above.reverse()) value = isJsonObject(value) ? value[key] : undefined;
  return last === undefined || !isJsonObject(value) ? undefined : exactTextAt(value, last);
}

/** RFC 6901 §3. */
function pointerToken(text: string): string {
  return text.replace(/~/g, "~0").replace(/\//g, "~1");
}
