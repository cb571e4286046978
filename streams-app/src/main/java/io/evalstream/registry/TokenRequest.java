package io.evalstream.registry;

import io.evalstream.config.Secret;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Which access token an OAuth 2.0 issuer is asked for, and by whom.
///
/// @param issuer the token endpoint
/// @param scope null: what the issuer gives without
/// @param buffer how long before its end a token is not used any more
public record TokenRequest(
    URI issuer, String clientId, Secret clientSecret, @Nullable String scope, Duration buffer) {}
