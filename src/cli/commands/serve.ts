import { serverQueryThreads, serverTaskThreads } from "../../config.ts";
import { assertLoopback, serve } from "../../http/server.ts";
import { type Command, exitCode, numberOf, textOf } from "../command.ts";
import { limitOption, limitUsage } from "../limit-option.ts";
import { openDirectory, targetOptions } from "../target-options.ts";

const { url: _url, ...directoryOptions } = targetOptions;

export const serveCommand: Command = {
  name: "serve",
  summary: "Serve a store over HTTP, on loopback",
  usage: `--data DIR [--port 3030] [--base-iri IRI] [--store-key FILE] [--config FILE] [--engine NAME]
              [--limit NAME=NUMBER…]

Takes OpenLineage events at /api/v1/lineage, RDF at /prov, and answers at /sparql, /questions and more
(docs/http-api.md). Stops gracefully on SIGINT and SIGTERM.

  --data DIR         the store's directory; created when it is not there
  --port PORT        0 takes any free port (default 3030)
  --host ADDRESS     a loopback address (default 127.0.0.1)
  --base-iri IRI     fixed when the directory is created (default http://localhost:3030/id/, whatever the port)
  --store-key FILE   64 hex digits; or MUNIMENT_STORE_KEY; else made at random on creation
  --config FILE      configuration (docs/configuration.md), recorded in the journal when it is new
  --engine NAME      integer (the default), or n3: N3.Store and stock Comunica, its oracle
${limitUsage}`,
  options: { ...directoryOptions, ...limitOption, port: { type: "string" }, host: { type: "string" } },
  async run({ values, output, io }) {
    const port = numberOf(values, "port", { least: 0, most: 65_535 }) ?? 3030;
    const host = textOf(values, "host");
    if (host !== undefined) assertLoopback(host);
    const muniment = await openDirectory(values, {
      create: true,
      threads: { queryThreads: serverQueryThreads, taskThreads: serverTaskThreads },
      notice: (text) => output.note(text),
    });
    try {
      const server = await serve({ muniment, port, ...(host === undefined ? {} : { host }) });
      // Before it is said that it answers: whoever hears that may ask it to stop.
      const stopped = io.stopped();
      if (output.isJson) output.printJson({ url: server.url, base: muniment.iris.base });
      else output.print(`Muniment answers at ${server.url} (events: ${server.url}/api/v1/lineage)`);
      await stopped;
      output.note("Stopping: finishing what is under way");
      await server.stop();
    } finally {
      await muniment.close();
    }
    return exitCode.done;
  },
};
