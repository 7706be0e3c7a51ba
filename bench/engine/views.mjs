/**
 * What a view costs that does not see everything: as recorded when half of the journal was; half of the bundles; and everything, but with
 * each row looked at, which is what hiding costs where it hides nothing.
 *
 * The product has no visibility by bundle yet. What stands for it hides half of the intervals, at random, by a table with a bit for each: what
 * a check of visibility classes would cost in each scan.
 */
import { segmentView } from "../../dist/quads/segments/segment-view.js";
import { termView } from "../../dist/quads/segments/term-view.js";
import { sightOf, Visibility } from "../../dist/quads/segments/visibility.js";
import { rounded, summary, timed, warmedUp } from "../measure.mjs";
import { generalQueries, lineageQueries } from "./queries.mjs";
import { engineSide, ownEngine } from "./sides/muniment.mjs";

/** All views are warm before one is timed, and take turns. */
const rounds = 7;

export async function comparedViews(store, index, positions, landmarks) {
  const at = (position) => store.view({ mode: "exact", ...(position === undefined ? {} : { position }) });
  const views = {
    now: at(),
    half: at(Math.floor(positions / 2)),
    each: viewBy(index, at().ids.terms, EachRow),
    bundles: viewBy(index, at().ids.terms, HalfOfTheBundles),
  };
  const engine = ownEngine();
  const results = [];
  const sides = Object.entries(views).map(([name, view]) => [name, engineSide(engine, () => view)]);
  for (const { id, text } of askedOf(landmarks)) {
    const row = { id };
    const timesOf = {};
    for (const [name, side] of sides) {
      row[name] = { rows: await side.answer(text) };
      timesOf[name] = [];
      await warmedUp(() => side.answer(text));
    }
    for (let round = 0; round < rounds; round++)
      for (const [name, side] of sides) timesOf[name].push((await timed(() => side.answer(text))).ms);
    for (const [name] of sides) row[name].ms = summary(timesOf[name]).median;
    for (const [name] of sides.slice(1)) row[name].ratio = rounded(row[name].ms / row.now.ms);
    results.push(row);
  }
  return results;
}

function askedOf(landmarks) {
  const isAsked = ({ id, isJson }) =>
    !isJson && /^(headline|closure|join|star|group|not exists|distinct)/.test(id);
  return [...lineageQueries(landmarks), ...generalQueries(landmarks)].filter(isAsked);
}

function viewBy(index, terms, Kind) {
  const layersOfExact = 0b0111;
  const visibility = new Kind(index.intervals, sightOf(index.intervals, layersOfExact));
  return termView(segmentView(terms, index.snapshot(visibility)));
}

class EachRow extends Visibility {
  seesAll() {
    return false;
  }
}

class HalfOfTheBundles extends EachRow {
  #isSeen;

  constructor(intervals, sight) {
    super(intervals, sight);
    this.#isSeen = new Uint32Array((sight.count >>> 5) + 1);
    for (let i = 0; i < this.#isSeen.length; i++) this.#isSeen[i] = Math.imul(i + 1, 0x9e3779b1) ^ 0x5a5a5a5a;
  }

  sees(interval) {
    const number = interval & 0x3fff_ffff;
    return ((this.#isSeen[number >>> 5] >>> (number & 31)) & 1) === 1 && super.sees(interval);
  }
}
