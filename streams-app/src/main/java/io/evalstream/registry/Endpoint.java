package io.evalstream.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.evalstream.config.Secret;
import java.net.URI;
import java.util.Base64;
import java.util.Optional;

/// One URL of the registry and how to prove who asks.
///
/// @param base without user info and without a slash at its end
/// @param authorization the value of the `Authorization` header
public record Endpoint(URI base, Optional<Secret> authorization) {

  private static final String HIDDEN = "***";

  URI at(String path) {
    return URI.create(base + path);
  }

  /// What a registry says of a request that it refuses may repeat how the request proved itself.
  String withoutSecret(String text) {
    if (authorization.isEmpty()) {
      return text;
    }
    String[] proof = authorization.get().reveal().split(" ", 2);
    String token = proof[proof.length - 1];
    String safe = text.replace(token, HIDDEN);
    return proof[0].equals("Basic") ? withoutUser(safe, token) : safe;
  }

  private static String withoutUser(String text, String token) {
    String user = new String(Base64.getDecoder().decode(token), UTF_8);
    String password = user.substring(user.indexOf(':') + 1);
    return password.isEmpty() ? text : text.replace(password, HIDDEN);
  }
}
