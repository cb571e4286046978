package io.evalstream.judgeclient;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.async.Quota;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/// Posts to one URL and blocks until the answer is there.
///
/// Retries, redirects and cookies are off: the operator owns retries, and a key must not follow a
/// redirect. An interrupt closes the socket under a virtual thread that waits on it, and a response
/// that was not read to its end closes its connection, so nothing is left behind. Safe for use by
/// many threads at once.
final class ChatEndpoint implements AutoCloseable {

  static final int LONGEST_BODY = 1 << 20;

  private static final Timeout CONNECT_TIMEOUT = Timeout.ofSeconds(5);

  /// An idle connection may have been closed at the other end; a fresh look costs less than a
  /// retry.
  private static final TimeValue TRUSTED_IDLE = TimeValue.ofSeconds(1);

  /// Long enough to reuse, short enough to follow a change in DNS.
  private static final TimeValue CONNECTION_LIFE = TimeValue.ofMinutes(5);

  private final URI url;
  private final Map<String, String> headers;
  private final Consumer<Quota> quotas;
  private final InstantSource clock;
  private final PoolingHttpClientConnectionManager pool;
  private final CloseableHttpClient client;

  /// @param quotas hears what the peer says of its rate limits
  ChatEndpoint(
      URI url,
      Map<String, String> headers,
      int maxInFlight,
      Consumer<Quota> quotas,
      InstantSource clock) {
    this.url = url;
    this.headers = Map.copyOf(headers);
    this.quotas = quotas;
    this.clock = clock;
    this.pool = pool(maxInFlight);
    this.client =
        HttpClients.custom()
            .setConnectionManager(pool)
            .setUserAgent("evalstream")
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  URI url() {
    return url;
  }

  /// @param timeout how long the peer may be silent
  HttpAnswer post(byte[] body, String idempotencyKey, Duration timeout) throws IOException {
    HttpPost post = new HttpPost(url);
    headers.forEach(post::setHeader);
    post.setHeader("Idempotency-Key", idempotencyKey);
    post.setEntity(new ByteArrayEntity(body, ContentType.APPLICATION_JSON));
    post.setConfig(within(Timeout.of(timeout)));
    try (ClassicHttpResponse response = client.executeOpen(null, post, null)) {
      Function<String, @Nullable String> header = name -> value(response.getFirstHeader(name));
      RateLimitHeaders.read(header, clock.instant()).forEach(quotas);
      return new HttpAnswer(
          response.getCode(), RetryAfter.read(header, clock.instant()), text(response.getEntity()));
    }
  }

  int connectionsInUse() {
    return pool.getTotalStats().getLeased();
  }

  @Override
  public void close() {
    client.close(CloseMode.IMMEDIATE);
  }

  private static RequestConfig within(Timeout timeout) {
    return RequestConfig.custom()
        .setConnectionRequestTimeout(timeout)
        .setResponseTimeout(timeout)
        .build();
  }

  private static @Nullable String value(@Nullable Header header) {
    return header == null ? null : header.getValue();
  }

  /// Stops reading at the cap; what is beyond it cannot be an answer to a closed question. The
  /// stream stays open on purpose: to close it would read the rest.
  private static String text(@Nullable HttpEntity entity) throws IOException {
    if (entity == null) {
      return "";
    }
    InputStream content = entity.getContent();
    return new String(content.readNBytes(LONGEST_BODY), UTF_8);
  }

  private static PoolingHttpClientConnectionManager pool(int maxInFlight) {
    return PoolingHttpClientConnectionManagerBuilder.create()
        .setMaxConnTotal(maxInFlight)
        .setMaxConnPerRoute(maxInFlight)
        .setDefaultConnectionConfig(
            ConnectionConfig.custom()
                .setConnectTimeout(CONNECT_TIMEOUT)
                .setValidateAfterInactivity(TRUSTED_IDLE)
                .setTimeToLive(CONNECTION_LIFE)
                .build())
        .build();
  }
}
