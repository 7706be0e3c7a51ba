/**
 * The version of the mapping, which every leaf of an event states. It rises whenever `mapEvent` would state other quads
 * for an event that was stored before; `muniment remap` then has work to do.
 */
export const mapperVersion = "1";
