import io.openlineage.client.OpenLineage;
import io.openlineage.client.OpenLineageClient;
import io.openlineage.client.transports.HttpConfig;
import io.openlineage.client.transports.HttpTransport;
import java.net.URI;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.UUID;

/** Sends START and COMPLETE of one run, gzipped, as any Java program with the OpenLineage client would. */
public class Emit {
  public static void main(String[] words) throws Exception {
    HttpConfig config = new HttpConfig();
    config.setUrl(URI.create(words[0]));
    config.setCompression(HttpConfig.Compression.GZIP);
    OpenLineageClient client = OpenLineageClient.builder().transport(new HttpTransport(config)).build();
    OpenLineage openLineage = new OpenLineage(URI.create("https://example.org/java-client"));
    UUID runId = UUID.fromString(words[1]);
    client.emit(event(openLineage, runId, OpenLineage.RunEvent.EventType.START, "2026-11-01T06:00:00Z"));
    client.emit(event(openLineage, runId, OpenLineage.RunEvent.EventType.COMPLETE, "2026-11-01T06:10:00Z"));
    client.close();
    System.out.println("sent");
  }

  private static OpenLineage.RunEvent event(
      OpenLineage openLineage, UUID runId, OpenLineage.RunEvent.EventType type, String time) {
    return openLineage
        .newRunEventBuilder()
        .eventType(type)
        .eventTime(ZonedDateTime.parse(time))
        .run(openLineage.newRunBuilder().runId(runId).build())
        .job(openLineage.newJobBuilder().namespace("clients").name("job").build())
        .inputs(List.of(openLineage.newInputDatasetBuilder().namespace("clients").name("in").build()))
        .outputs(List.of(openLineage.newOutputDatasetBuilder().namespace("clients").name("out").build()))
        .build();
  }
}
