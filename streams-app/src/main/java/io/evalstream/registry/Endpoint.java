package io.evalstream.registry;

import io.evalstream.config.Secret;
import java.net.URI;
import java.util.Optional;

/// One URL of the registry and how to prove who asks.
///
/// @param base without user info and without a slash at its end
/// @param authorization the value of the `Authorization` header
public record Endpoint(URI base, Optional<Secret> authorization) {

  URI at(String path) {
    return URI.create(base + path);
  }
}
