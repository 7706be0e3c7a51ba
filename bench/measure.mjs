/** Times and their summaries. */

/** Milliseconds that something takes, and what it gives. */
export async function timed(work) {
  const begin = performance.now();
  const value = await work();
  return { ms: performance.now() - begin, value };
}

/** A server is asked for longer than a few times: before anything is timed it is done for so long, and at least once. */
const warmUpMs = 200;
/** What is short is timed so often, or for so long. */
const usualShort = { shortRuns: 25, shortMs: 25 };

/** Does something until V8 has compiled what it needs. `next` makes what each run is given. */
export async function warmedUp(work, next = () => undefined) {
  const end = performance.now() + warmUpMs;
  do await work(next());
  while (performance.now() < end);
}

/** Milliseconds of each of some runs of something warm: as many as are asked for, and more where they are short. */
export async function warmTimes(work, { next = () => undefined, repeats = 5, ...short } = {}) {
  const { shortRuns, shortMs } = { ...usualShort, ...short };
  await warmedUp(work, next);
  const times = [];
  let sum = 0;
  while (times.length < repeats || (times.length < shortRuns && sum < shortMs)) {
    const given = next();
    const { ms } = await timed(() => work(given));
    times.push(ms);
    sum += ms;
  }
  return times;
}

/** Median, least and most of some numbers, rounded to three digits. */
export function summary(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    median: rounded(quantile(sorted, 0.5)),
    min: rounded(sorted[0]),
    max: rounded(sorted.at(-1)),
    runs: sorted.length,
  };
}

/** Median and 99th percentile of many numbers. */
export function percentiles(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    p50: rounded(quantile(sorted, 0.5)),
    p99: rounded(quantile(sorted, 0.99)),
    samples: sorted.length,
  };
}

/** What `work` gives, `runs` times one after another. */
export async function repeated(runs, work) {
  const results = [];
  for (let run = 0; run < runs; run++) results.push(await work(run));
  return results;
}

export function rounded(number) {
  return Number(number.toPrecision(3));
}

function quantile(sorted, share) {
  const place = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(place)], sorted[Math.ceil(place)]];
  return below + (above - below) * (place - Math.floor(place));
}
