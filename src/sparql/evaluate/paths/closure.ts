import type { TermId } from "../../../quads/id-view.ts";
import { NodeList } from "../../../quads/lineage/node-list.ts";
import type { Budget } from "../budget.ts";
import { firstOwnTerm } from "../rows.ts";
import { reachedFrom } from "./reach.ts";
import { ReachedGraph } from "./reached-graph.ts";
import type { Step } from "./step.ts";

/** How many walks share one: a bit each in the words below. */
export const walksAtOnce = 32;

/**
 * Walks a closure from up to 32 groups of starts at once. The quads are read once, whatever the number of groups: the first
 * to come to a node remembers where it leads to, and then each 32 groups are one sweep from the sources of that to its ends.
 */
export class Closure {
  /** What was reached by any group, and by which: a bit each. */
  readonly nodes = new NodeList();
  readonly groups = new NodeList();
  readonly #step: Step;
  readonly #isReflexive: boolean;
  readonly #budget: Budget;
  /** Made for the first walk of several groups: one alone needs none. */
  #graph: ReachedGraph | undefined;
  /** The groups that came to each component, and those that begin in it. */
  #arrived = new Int32Array(0);
  #begun = new Int32Array(0);
  /** A bit for each component that a group came to, or begins in, and that was not swept yet. */
  #marks = new Int32Array(0);
  /** Components of the walk before. */
  #swept: number[] = [];

  constructor(step: Step, isReflexive: boolean, budget: Budget) {
    this.#step = step;
    this.#isReflexive = isReflexive;
    this.#budget = budget;
  }

  /** The nodes that one group reaches, each once; perhaps not all when `end` is among them. */
  reachedFrom(starts: readonly TermId[], end?: TermId): Uint32Array {
    return reachedFrom(starts.filter(isInStore), this.#step, this.#isReflexive, this.#budget, end);
  }

  /** Walks from the starts of each group, and forgets the walk before. Starts that are in no quad lead nowhere. */
  walk(groups: readonly (readonly TermId[])[]): void {
    this.#graph ??= new ReachedGraph(this.#step, this.#budget);
    const graph = this.#graph;
    const begins = groups.map((starts) => starts.filter(isInStore).map((start) => graph.add(start)));
    this.nodes.length = 0;
    this.groups.length = 0;
    this.#room(graph.components);
    for (const component of this.#swept) this.#arrived[component] = 0;
    this.#swept = [];
    let highest = -1;
    begins.forEach((components, i) => {
      for (const component of components) {
        this.#begun[component] = (this.#begun[component] as number) | (1 << i);
        this.#mark(component);
        highest = Math.max(highest, component);
      }
    });
    for (let word = highest >> 5; word >= 0; word--) this.#sweepWord(graph, word);
  }

  /** The groups that reached a node, a bit each. */
  groupsAt(node: TermId): number {
    const component = this.#graph?.find(node) ?? -1;
    return component < 0 ? 0 : (this.#arrived[component] as number);
  }

  /** Sweeping a component marks only lower ones. */
  #sweepWord(graph: ReachedGraph, word: number): void {
    const marks = this.#marks;
    for (let bits = marks[word] as number; bits !== 0; bits = marks[word] as number) {
      const bit = 31 - Math.clz32(bits);
      marks[word] = bits & ~(1 << bit);
      this.#sweep(graph, word * 32 + bit);
    }
  }

  #sweep(graph: ReachedGraph, component: number): void {
    const begun = this.#begun[component] as number;
    let arrived = this.#arrived[component] as number;
    if (this.#isReflexive || graph.isCircle(component)) arrived |= begun;
    this.#begun[component] = 0;
    this.#arrived[component] = arrived;
    this.#swept.push(component);
    this.#budget.spend(1);
    graph.spread(component, arrived | begun, this.#arrived, this.#marks);
    if (arrived === 0) return;
    const { nodes, groups } = this;
    graph.nodesOf(component, nodes);
    while (groups.length < nodes.length) groups.push(arrived);
  }

  #mark(component: number): void {
    const word = component >>> 5;
    this.#marks[word] = (this.#marks[word] as number) | (1 << (component & 31));
  }

  #room(components: number): void {
    if (components <= this.#arrived.length) return;
    const length = Math.max(components, this.#arrived.length * 2, 256);
    this.#budget.hold(length * 8);
    this.#arrived = new Int32Array(length);
    this.#begun = new Int32Array(length);
    this.#marks = new Int32Array((length >>> 5) + 1);
  }
}

function isInStore(node: TermId): boolean {
  return node < firstOwnTerm;
}
