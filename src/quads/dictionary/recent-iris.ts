import { noTerm, type TermId } from "../id-view.ts";

/**
 * The numbers of IRIs met lately. One quad's subject, predicate and graph are mostly those of a quad shortly before, and to
 * compare a string costs a fifth of taking it apart. An IRI has one place, which the next IRI of that place takes over.
 */
export class RecentIris {
  readonly #iris = new Array<string | undefined>(places).fill(undefined);
  readonly #ids = new Uint32Array(places);

  /** `noTerm` if it is not remembered. */
  idOf(iri: string): TermId {
    const place = placeOf(iri);
    return this.#iris[place] === iri ? (this.#ids[place] as number) : noTerm;
  }

  remember(iri: string, id: TermId): void {
    const place = placeOf(iri);
    this.#iris[place] = iri;
    this.#ids[place] = id;
  }
}

const places = 4096;

/**
 * From the length, the end, the middle, and some of what is before the end: IRIs of one store mostly begin alike, and those of the
 * columns of one table end alike. Past an end, `NaN` counts as 0.
 */
function placeOf(iri: string): number {
  const { length } = iri;
  let mix = length;
  for (let i = 1; i <= 6; i++) mix = Math.imul(mix ^ iri.charCodeAt(length - i), 0x01000193);
  mix = Math.imul(mix ^ iri.charCodeAt(length >>> 1) ^ (iri.charCodeAt(length - 12) << 8), 0x01000193);
  const most = Math.min(length, 72);
  for (let i = 16; i <= most; i += 8) mix = Math.imul(mix ^ iri.charCodeAt(length - i), 0x01000193);
  return (mix ^ (mix >>> 15)) & (places - 1);
}
