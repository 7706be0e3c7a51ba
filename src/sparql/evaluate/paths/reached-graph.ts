import type { TermId } from "../../../quads/id-view.ts";
import { NodeList } from "../../../quads/lineage/node-list.ts";
import type { Budget } from "../budget.ts";
import { NodeTable } from "./node-table.ts";
import type { Step } from "./step.ts";

/**
 * The part of a graph that walks have come to, in small numbers of its own, so that many walks share what one has read.
 *
 * Nodes that lie on circles with each other are one *component*, found as Tarjan did. Components are numbered as they are
 * finished: a step leads to the same component or to one with a lower number. So whoever goes through them from the highest
 * down comes to each once, with all that leads to it behind him; and what is added later has higher numbers.
 *
 *     a → b ⇄ c → d       added from a: d is component 0, b and c are 1, a is 2
 */
export class ReachedGraph {
  readonly #step: Step;
  readonly #budget: Budget;
  readonly #places: NodeTable;
  /** The edges out of each place, as places: `edgeStart` to before `edgeEnd`. */
  readonly #edges = new NodeList();
  readonly #edgeStart: number[] = [];
  readonly #edgeEnd: number[] = [];
  /** The edge to follow next. */
  readonly #edgeNext: number[] = [];
  /** When a place was visited, from 1 on; 0 is never. */
  readonly #visit: number[] = [];
  /** The earliest visit that a place, or what is below it, leads back to. */
  readonly #lowest: number[] = [];
  /** The component of each place, -1 while that is not known. */
  readonly #component: number[] = [];
  /** Places by component: those of each begin at `memberStart`. */
  readonly #members: number[] = [];
  readonly #memberStart: number[] = [0];
  readonly #isCircle: boolean[] = [];
  /** Places that were visited and have no component yet. */
  readonly #open: number[] = [];
  readonly #found = new NodeList();
  #visits = 0;

  constructor(step: Step, budget: Budget) {
    this.#step = step;
    this.#budget = budget;
    this.#places = new NodeTable((bytes) => budget.hold(bytes * 2));
  }

  get components(): number {
    return this.#isCircle.length;
  }

  /** The component of a node, which is added with all that it leads to. */
  add(node: TermId): number {
    const place = this.#placeOf(node);
    if (this.#visit[place] === 0) this.#walk(place);
    return this.#component[place] as number;
  }

  /** The component of a node, -1 if no walk came to it. */
  find(node: TermId): number {
    const place = this.#places.find(node);
    return place < 0 ? -1 : (this.#component[place] as number);
  }

  /** Whether a component leads back to itself. */
  isCircle(component: number): boolean {
    return this.#isCircle[component] as boolean;
  }

  /** Adds the nodes of a component to a list. */
  nodesOf(component: number, into: NodeList): void {
    const end = this.#memberStart[component + 1] as number;
    for (let i = this.#memberStart[component] as number; i < end; i++)
      into.push(this.#places.nodes[this.#members[i] as number] as TermId);
  }

  /** Joins `bits` to those in `words` of the components that a step out of this one leads to, and marks these in `marks`. */
  spread(component: number, bits: number, words: Int32Array, marks: Int32Array): void {
    const { items } = this.#edges;
    const ofPlace = this.#component;
    const end = this.#memberStart[component + 1] as number;
    for (let i = this.#memberStart[component] as number; i < end; i++) {
      const place = this.#members[i] as number;
      const edgeEnd = this.#edgeEnd[place] as number;
      for (let edge = this.#edgeStart[place] as number; edge < edgeEnd; edge++) {
        const next = ofPlace[items[edge] as number] as number;
        if (next === component) continue;
        words[next] = (words[next] as number) | bits;
        marks[next >>> 5] = (marks[next >>> 5] as number) | (1 << (next & 31));
      }
    }
  }

  #placeOf(node: TermId): number {
    const place = this.#places.add(node);
    if (place === this.#visit.length) {
      this.#visit.push(0);
      this.#lowest.push(0);
      this.#component.push(-1);
      this.#edgeStart.push(0);
      this.#edgeEnd.push(0);
      this.#edgeNext.push(0);
    }
    return place;
  }

  /** Depth first, without recursion: a lineage may be longer than the stack. */
  #walk(root: number): void {
    const path = [root];
    this.#enter(root);
    while (path.length > 0) {
      const place = path[path.length - 1] as number;
      const edge = this.#edgeNext[place] as number;
      if (edge < (this.#edgeEnd[place] as number)) {
        this.#edgeNext[place] = edge + 1;
        const next = this.#edges.items[edge] as number;
        if (this.#visit[next] === 0) {
          this.#enter(next);
          path.push(next);
        } else if ((this.#component[next] as number) < 0) this.#leadsTo(place, this.#visit[next] as number);
        continue;
      }
      path.pop();
      if (this.#lowest[place] === this.#visit[place]) this.#finish(place);
      else this.#leadsTo(path[path.length - 1] as number, this.#lowest[place] as number);
    }
  }

  #leadsTo(place: number, visit: number): void {
    if (visit < (this.#lowest[place] as number)) this.#lowest[place] = visit;
  }

  /** Reads the edges out of a place. */
  #enter(place: number): void {
    this.#visits++;
    this.#visit[place] = this.#visits;
    this.#lowest[place] = this.#visits;
    this.#open.push(place);
    const found = this.#found;
    const edges = this.#edges;
    found.length = 0;
    this.#step(this.#places.nodes[place] as TermId, found);
    this.#budget.hold(4 * found.length);
    edges.room(found.length);
    this.#edgeStart[place] = edges.length;
    this.#edgeNext[place] = edges.length;
    for (let i = 0; i < found.length; i++) edges.push(this.#placeOf(found.items[i] as TermId));
    this.#edgeEnd[place] = edges.length;
  }

  /** Makes a component of the places that were opened since this one, which is the first of them. */
  #finish(first: number): void {
    const number = this.#isCircle.length;
    const from = this.#members.length;
    for (;;) {
      const place = this.#open.pop() as number;
      this.#component[place] = number;
      this.#members.push(place);
      if (place === first) break;
    }
    this.#memberStart.push(this.#members.length);
    this.#isCircle.push(this.#members.length > from + 1 || this.#hasLoop(first));
  }

  #hasLoop(place: number): boolean {
    const end = this.#edgeEnd[place] as number;
    for (let edge = this.#edgeStart[place] as number; edge < end; edge++)
      if (this.#edges.items[edge] === place) return true;
    return false;
  }
}
