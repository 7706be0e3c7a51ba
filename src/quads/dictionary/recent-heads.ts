/**
 * The heads of IRIs met lately: IRIs that are new mostly have one of these, and to compare a string costs less than to take it
 * apart segment by segment. A head has one place, which the next head of that place takes over.
 */
export class RecentHeads {
  readonly #texts = new Array<string>(places).fill("");
  readonly #numbers = new Uint32Array(places);

  /** The number of the head that the first `end` characters of an IRI are; 0 if it is not remembered. */
  numberOf(iri: string, end: number): number {
    const place = placeOf(iri, end);
    const text = this.#texts[place] as string;
    return text.length === end && iri.startsWith(text) ? (this.#numbers[place] as number) : 0;
  }

  remember(iri: string, end: number, number: number): void {
    const place = placeOf(iri, end);
    this.#texts[place] = iri.slice(0, end);
    this.#numbers[place] = number;
  }
}

const places = 1024;

/** From the length, the end, and some of what is before the end. */
function placeOf(iri: string, end: number): number {
  let mix = end;
  for (let i = 2; i <= 5; i++) mix = Math.imul(mix ^ iri.charCodeAt(end - i), 0x01000193);
  const most = Math.min(end, 96);
  for (let i = 12; i <= most; i += 7) mix = Math.imul(mix ^ iri.charCodeAt(end - i), 0x01000193);
  return (mix ^ (mix >>> 15)) & (places - 1);
}
