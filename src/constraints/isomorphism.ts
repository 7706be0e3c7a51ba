import { OperationalError } from "../errors.ts";
import { argumentsOf, type Statement, timeArguments } from "../prov/document.ts";
import { attributeKey } from "./fact.ts";
import { listOf } from "./groups.ts";
import { instantOf } from "./terms.ts";

/** What colours variables have; constants have none. */
type Colours = ReadonlyMap<string, number>;

/** One statement as the texts it is made of, variables being apart. */
interface Pattern {
  readonly variables: readonly string[];
  readonly signature: (colours: Colours) => string;
}

/** How many statements may be looked at before we say that we do not know; for each there is, and besides. */
const mostVisits = { each: 200, besides: 1_000_000 };

/** Two sets of statements are so symmetric that the question whether they are the same takes too long. */
export class UndecidedEquivalenceError extends OperationalError {
  override readonly name = "UndecidedEquivalenceError";
  readonly code = "undecided-equivalence";

  constructor() {
    super("Whether the documents are equivalent is not decided: too many of their variables are too alike");
  }
}

/**
 * Whether two sets of statements are one but for the labels of variables `_:label`. Variables are coloured by the
 * statements they are in until nothing more tells them apart; where some still look alike, one of them is paired with each
 * that it could be. What normalisation makes is tree-like, for which one colouring is enough; labels in the input may form
 * any graph, hence the limit.
 * @throws {UndecidedEquivalenceError}
 */
export function areIsomorphic(
  one: readonly Statement[],
  other: readonly Statement[],
  limit = mostVisits.each * (one.length + other.length) + mostVisits.besides,
): boolean {
  const palette = new Map<string, number>();
  const sides = [one.map(patternOf), other.map(patternOf)] as const;
  const [first, second] = sides.map((patterns) => plainColours(patterns)) as [Colours, Colours];
  return areAlike(sides, first, second, palette, { left: limit });
}

function areAlike(
  sides: readonly [readonly Pattern[], readonly Pattern[]],
  first: Colours,
  second: Colours,
  palette: Map<string, number>,
  visits: { left: number },
): boolean {
  let [mine, yours] = [first, second];
  for (let classes = -1; ; ) {
    visits.left -= sides[0].length + sides[1].length;
    if (visits.left < 0) throw new UndecidedEquivalenceError();
    mine = refined(sides[0], mine, palette);
    yours = refined(sides[1], yours, palette);
    const [ofMine, ofYours] = [membersOf(mine), membersOf(yours)];
    if (!haveSameSizes(ofMine, ofYours)) return false;
    if (ofMine.size > classes) {
      classes = ofMine.size;
      continue;
    }
    const ambiguous = [...ofMine].find(([, members]) => members.length > 1);
    if (ambiguous === undefined) return haveSameStatements(sides, mine, yours);
    const [colour, [chosen = ""]] = ambiguous;
    const special = colourOf(palette, `chosen ${palette.size}`);
    const marked = new Map(mine).set(chosen, special);
    return (ofYours.get(colour) ?? []).some((candidate) =>
      areAlike(sides, marked, new Map(yours).set(candidate, special), palette, visits),
    );
  }
}

/** One round: a variable's colour becomes what it was, with the statements around it. */
function refined(patterns: readonly Pattern[], colours: Colours, palette: Map<string, number>): Colours {
  const around = new Map<string, string[]>();
  for (const variable of colours.keys()) around.set(variable, []);
  for (const { variables, signature } of patterns) {
    if (variables.length === 0) continue;
    const text = signature(colours);
    for (const variable of new Set(variables)) {
      const places = variables.flatMap((each, index) => (each === variable ? [index] : []));
      around.get(variable)?.push(`${places.join()} ${text}`);
    }
  }
  return new Map(
    [...around].map(([variable, texts]) => [
      variable,
      colourOf(palette, `${colours.get(variable)}\n${[...new Set(texts)].sort().join("\n")}`),
    ]),
  );
}

function patternOf({ type, id, args, attributes }: Statement): Pattern {
  const names = [
    id,
    ...argumentsOf[type].map((name: string) => {
      const given = args[name];
      if (given === undefined || typeof given !== "string") return JSON.stringify(given);
      return timeArguments.has(name) && !given.startsWith("_:") ? instantOf(given) : given;
    }),
  ];
  const pairs = attributes.map((attribute) => ({
    key: attributeKey({ ...attribute, value: { ...attribute.value, text: "" } }),
    text: attribute.value.text,
    isVariable: attribute.value.datatype.endsWith("#QUALIFIED_NAME") && attribute.value.text.startsWith("_:"),
  }));
  const variables = [
    ...names.filter((name) => name?.startsWith("_:") === true),
    ...pairs.filter(({ isVariable }) => isVariable).map(({ text }) => text),
  ] as string[];
  return {
    variables,
    signature: (colours) => {
      const coloured = (name: string) => (name.startsWith("_:") ? `?${colours.get(name)}` : `=${name}`);
      const values = pairs.map(
        ({ key, text, isVariable }) => `${key} ${isVariable ? coloured(text) : `=${text}`}`,
      );
      return JSON.stringify([
        type,
        ...names.map((name) => (name === undefined ? "-" : coloured(name))),
        [...new Set(values)].sort(),
      ]);
    },
  };
}

function plainColours(patterns: readonly Pattern[]): Colours {
  return new Map(patterns.flatMap(({ variables }) => variables.map((variable) => [variable, 0] as const)));
}

function colourOf(palette: Map<string, number>, description: string): number {
  const known = palette.get(description);
  if (known !== undefined) return known;
  palette.set(description, palette.size + 1);
  return palette.size;
}

function membersOf(colours: Colours): Map<number, string[]> {
  const members = new Map<number, string[]>();
  for (const [variable, colour] of colours) listOf(members, colour).push(variable);
  return members;
}

function haveSameSizes(one: ReadonlyMap<number, string[]>, other: ReadonlyMap<number, string[]>): boolean {
  return (
    one.size === other.size &&
    [...one].every(([colour, members]) => members.length === other.get(colour)?.length)
  );
}

function haveSameStatements(
  [one, other]: readonly [readonly Pattern[], readonly Pattern[]],
  mine: Colours,
  yours: Colours,
): boolean {
  const first = new Set(one.map(({ signature }) => signature(mine)));
  const second = new Set(other.map(({ signature }) => signature(yours)));
  return first.size === second.size && [...first].every((text) => second.has(text));
}
