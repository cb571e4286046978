package io.evalstream.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.evalstream.config.Secret;
import io.evalstream.devcluster.stub.OtlpStub;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EndpointTest {

  private static final ExportConfig ALL =
      new ExportConfig(
          URI.create("http://localhost"),
          Map.of(),
          true,
          true,
          true,
          Map.of(),
          Duration.ofSeconds(10));

  private final OtlpStub stub = OtlpStub.start(0);
  private final Endpoint endpoint = endpoint(URI.create(stub.url()));

  private static Endpoint endpoint(URI base) {
    return new Endpoint(
        base, Map.of("Authorization", new Secret("Bearer t0p-secret")), Duration.ofSeconds(5));
  }

  @AfterEach
  void stop() {
    endpoint.close();
    stub.close();
  }

  @Test
  void request_arrivesAsItWasPacked() throws Exception {
    for (Shipment shipment : shipments()) {
      assertThat(endpoint.send(shipment)).isEqualTo(new Answer.Taken(0, ""));
    }

    assertThat(stub.spans()).extracting(ResourceSpans::getScopeSpansCount).containsExactly(1);
    assertThat(stub.logs()).hasSize(1);
    assertThat(stub.authorizations()).containsOnly("Bearer t0p-secret").hasSize(2);
  }

  @Test
  void partialSuccess_tellsHowManyAreLost() throws Exception {
    stub.rejectFirstOfNext(2);

    for (Shipment shipment : shipments()) {
      assertThat(endpoint.send(shipment)).isEqualTo(new Answer.Taken(1, "a planned rejection"));
    }
  }

  @Test
  void limit_tellsHowLongToWait() throws Exception {
    stub.failNext(1, 429);

    assertThat(endpoint.send(shipments().getFirst()))
        .isEqualTo(new Answer.Busy("http_429", "answered 429: ", Duration.ofSeconds(1)));
  }

  @Test
  void failure_mayPassOrNot() throws Exception {
    for (int status : List.of(502, 503, 504)) {
      stub.failNext(1, status);
      assertThat(endpoint.send(shipments().getFirst())).isInstanceOf(Answer.Busy.class);
    }
    for (int status : List.of(400, 401, 404, 413, 500)) {
      stub.failNext(1, status);
      assertThat(endpoint.send(shipments().getFirst()))
          .isEqualTo(new Answer.Refused("http_" + status, "answered " + status + ": "));
    }
  }

  @Test
  void brokenConnection_mayPass() throws Exception {
    stub.resetNext(1);

    assertThat(endpoint.send(shipments().getFirst()))
        .isInstanceOfSatisfying(
            Answer.Busy.class, busy -> assertThat(busy.reason()).isEqualTo("no_connection"));
  }

  @Test
  void nobodyThere_mayPass() throws Exception {
    stub.close();

    assertThat(endpoint.send(shipments().getFirst())).isInstanceOf(Answer.Busy.class);
  }

  private static List<Shipment> shipments() {
    return new Packing(ALL, "1", Set.of())
        .pack(List.of(JudgedTraces.of(JudgedTraces.unfaithful().build())));
  }
}
