/**
 * From the acknowledgement of an event to the first SPARQL answer that shows it. A query waits until what was
 * acknowledged before is indexed, so the first one shows it; the same query once more, when nothing is to be waited for,
 * tells what of that is the query itself.
 */
import { runIri } from "../generator/governance.mjs";
import { percentiles, timed } from "../measure.mjs";
import { clientOf, withServer } from "./http-client.mjs";
import { eventLines, withDirectory } from "./store.mjs";

export function queryable({ runs, samples, background }) {
  const lines = eventLines(runs);
  return withDirectory((directory) =>
    withServer(directory, async (url) => {
      const client = clientOf(url, background + 1);
      await client.ask("ASK {}");
      const first = [];
      const again = [];
      let wereUnseen = 0;
      let next = 0;
      let isDone = false;
      const others = Array.from({ length: background }, async () => {
        while (!isDone && next < lines.length) await client.post(lines[next++]);
      });
      for (let sample = 0; sample < samples && next < lines.length; sample++) {
        const line = lines[next++];
        const query = `ASK { GRAPH ?bundle { <${runOf(line)}> a <http://www.w3.org/ns/prov#Activity> } }`;
        await client.post(line);
        let seen = await timed(() => client.ask(query));
        if (!seen.value) wereUnseen += 1;
        first.push(seen.ms);
        if (background > 0) continue;
        seen = await timed(() => client.ask(query));
        again.push(seen.ms);
      }
      isDone = true;
      await Promise.all(others);
      client.close();
      return {
        background,
        ackToAnswerMs: percentiles(first),
        ...(again.length === 0 ? {} : { sameQueryAgainMs: percentiles(again) }),
        notSeenByTheFirstQuery: wereUnseen,
      };
    }),
  );
}

function runOf(line) {
  const { job, run } = JSON.parse(line.toString());
  return runIri(job, run.runId);
}
