import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import { agentClassOf } from "../mapping/agents.ts";
import type { Iris } from "../mapping/iris.ts";
import { RecentByNumber } from "../recent-by-number.ts";
import { dcat, prov } from "../vocabulary.ts";
import type { Name, Names } from "./rest/names.ts";
import { type DatasetThing, datasetThing, runOfWindow } from "./things.ts";

/** As `DatasetThing`, by names. */
export interface Thing {
  readonly dataset: Name;
  readonly whole: Name;
  readonly kind: DatasetThing["kind"];
  readonly column?: string;
}

/** A thing that outlasts the event which names it, and its class, which is read off its IRI. */
export interface NamedThing {
  readonly name: Name;
  readonly class: Name;
}

/** What the IRIs of things say of them: read once, and remembered for those in use. */
export class ThingsByName {
  readonly #iris: Iris;
  readonly #names: Names;
  readonly #things = new RecentByNumber<Thing | typeof none>(remembered);
  readonly #named = new RecentByNumber<NamedThing | typeof none>(remembered);

  constructor(iris: Iris, names: Names) {
    this.#iris = iris;
    this.#names = names;
  }

  /** The dataset, version or column of that name; undefined for any other thing. */
  of(name: Name): Thing | undefined {
    let thing = this.#things.get(name);
    if (thing === undefined) {
      thing = this.#read(name) ?? none;
      this.#things.set(name, thing);
    }
    return thing === none ? undefined : thing;
  }

  /** What an IRI names that lasts: a dataset for what is of it; a job, a version or run of it, a window of a run; an agent. */
  named(name: Name): NamedThing | undefined {
    let thing = this.#named.get(name);
    if (thing === undefined) {
      thing = this.#readNamed(name) ?? none;
      this.#named.set(name, thing);
    }
    return thing === none ? undefined : thing;
  }

  /** The job of a run, window or job version. */
  jobOf(name: Name): Name | undefined {
    const job = this.#iris.jobOf(this.#names.node(name));
    return job && this.#names.iri(job.value);
  }

  /** The run of a window; undefined when the thing is no window. */
  runOfWindow(name: Name): Name | undefined {
    const run = runOfWindow(this.#names.text(name), this.#iris.base);
    return run === undefined ? undefined : this.#names.iri(run);
  }

  #read(name: Name): Thing | undefined {
    if (!this.#names.isIri(name)) return undefined;
    const iri = this.#names.text(name);
    const thing = datasetThing(iri, this.#iris.base);
    if (thing === undefined) return undefined;
    const nameOf = (text: string) => (text === iri ? name : this.#names.of(text));
    const whole = nameOf(thing.whole);
    return { ...thing, whole, dataset: thing.dataset === thing.whole ? whole : nameOf(thing.dataset) };
  }

  #readNamed(name: Name): NamedThing | undefined {
    if (!this.#names.isIri(name)) return undefined;
    const iri = this.#names.text(name);
    const { base } = this.#iris;
    if (!iri.startsWith(base)) return undefined;
    const thing = this.of(name);
    const as = (node: NamedNode) => ({ name, class: this.#names.word(node) });
    if (thing !== undefined) return { name: thing.dataset, class: this.#names.word(dcat.Dataset) };
    const [kind, , , part, , below, ...rest] = iri.slice(base.length).split("/");
    if (kind === "agent" && (part === undefined || part === "as"))
      return as(agentClassOf(DataFactory.namedNode(iri), this.#iris));
    if (kind !== "job") return undefined;
    if (part === undefined || (part === "version" && below === undefined)) return as(prov.Plan);
    const isRun = part === "run" && (below === undefined || (below === "window" && rest.length === 1));
    return isRun ? as(prov.Activity) : undefined;
  }
}

const none = "none";
const remembered = 16_384;
