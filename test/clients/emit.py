"""Sends START and COMPLETE of one run, gzipped, as any Python program with the OpenLineage client would."""

import sys

from openlineage.client import OpenLineageClient
from openlineage.client.event_v2 import InputDataset, Job, OutputDataset, Run, RunEvent, RunState
from openlineage.client.transport.http import HttpCompression, HttpConfig, HttpTransport

url, run_id = sys.argv[1:]
client = OpenLineageClient(transport=HttpTransport(HttpConfig(url=url, compression=HttpCompression.GZIP)))
for state, time in [(RunState.START, "2026-11-01T06:00:00Z"), (RunState.COMPLETE, "2026-11-01T06:10:00Z")]:
    client.emit(
        RunEvent(
            eventType=state,
            eventTime=time,
            run=Run(runId=run_id),
            job=Job(namespace="clients", name="job"),
            producer="https://example.org/python-client",
            inputs=[InputDataset(namespace="clients", name="in")],
            outputs=[OutputDataset(namespace="clients", name="out")],
        )
    )
print("sent")
