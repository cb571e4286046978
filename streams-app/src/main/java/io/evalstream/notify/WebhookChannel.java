package io.evalstream.notify;

import io.evalstream.config.Secret;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A program that takes alerts as JSON.
///
/// @param url whoever knows it can post: never shown
/// @param headers that go with each message; their values are secrets
record WebhookChannel(Secret url, Map<String, Secret> headers) implements Channel {

  WebhookChannel {
    headers = Map.copyOf(headers);
  }

  URI uri() {
    return URI.create(url.reveal());
  }

  @Override
  public List<Secret> secrets() {
    return Stream.concat(Stream.of(url), headers.values().stream()).toList();
  }
}
