package io.evalstream.judgeclient;

import static java.util.Comparator.comparingInt;

import io.evalstream.async.CallResult;
import io.evalstream.judge.JudgeReply;
import io.evalstream.judge.Outcome;
import io.evalstream.judge.Usage;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Set;
import org.apache.hc.client5.http.ConnectTimeoutException;

/// What a failure of the API means: try again, leave the judge alone for a while, or give up on the
/// request.
///
/// Texts name the host and the status, never the key or the prompt.
///
/// @param secrets what must not show up in a text, because an API may quote it
record Faults(URI url, Set<String> secrets) {

  static final Duration QUOTA_PAUSE = Duration.ofMinutes(10);
  static final Duration CREDENTIALS_PAUSE = Duration.ofMinutes(1);
  static final Duration NOT_FOUND_PAUSE = Duration.ofMinutes(1);

  private static final Set<Integer> MAY_PASS = Set.of(408, 409, 425, 429);
  private static final Set<Integer> OVERLOADED = Set.of(429, 503, 529);
  private static final int LONGEST_MESSAGE = 300;

  Faults {
    secrets = Set.copyOf(secrets);
  }

  CallResult<JudgeReply> of(HttpAnswer answer, Usage usage) {
    ApiError error = ApiError.read(answer.body());
    int status = answer.status();
    if (status == 402 || ((status == 429 || status == 400) && error.saysNoQuota())) {
      return new CallResult.Pause<>(
          "quota", brief(status, error) + ": the account has no quota left", QUOTA_PAUSE);
    }
    if (status == 401 || (status == 403 && error.saysNoAccess())) {
      return new CallResult.Pause<>(
          "credentials", brief(status, error) + ": is api_key right?", CREDENTIALS_PAUSE);
    }
    if (status == 404) {
      return new CallResult.Pause<>(
          "not_found", brief(status, error) + ": are base_url and model right?", NOT_FOUND_PAUSE);
    }
    if (status >= 500 || MAY_PASS.contains(status)) {
      return new CallResult.Retry<>(
          "http_" + status, brief(status, error), answer.retryAfter(), OVERLOADED.contains(status));
    }
    return new CallResult.Answered<>(
        new JudgeReply.Unlabelled(outcome(status, error), full(status, error), usage));
  }

  CallResult<JudgeReply> of(IOException failure) {
    return switch (failure) {
      case ConnectTimeoutException _ -> retry("timeout", cannotConnect());
      case SocketTimeoutException _ -> retry("timeout", host() + " did not answer in time");
      case ConnectException _ -> retry("io", cannotConnect());
      case UnknownHostException _ -> retry("io", "cannot find " + host() + ": is base_url right?");
      default -> retry("io", host() + ": " + failure.getClass().getSimpleName() + text(failure));
    };
  }

  private static CallResult<JudgeReply> retry(String reason, String detail) {
    return new CallResult.Retry<>(reason, detail, null, false);
  }

  private static Outcome outcome(int status, ApiError error) {
    if (status == 413 || error.saysTooLong()) {
      return Outcome.TOO_LONG;
    }
    boolean refused = error.saysFiltered() || (status == 403 && error.saysModerated());
    return refused ? Outcome.REFUSED : Outcome.REJECTED;
  }

  private String cannotConnect() {
    return "cannot connect to " + url + ": is the judge running, is base_url right?";
  }

  private String brief(int status, ApiError error) {
    String kind = error.kind();
    return host() + " answered " + status + (kind.isEmpty() ? "" : " (" + clean(kind) + ")");
  }

  private String full(int status, ApiError error) {
    return brief(status, error) + (error.message().isBlank() ? "" : ": " + clean(error.message()));
  }

  private String text(IOException failure) {
    return failure.getMessage() == null ? "" : ": " + clean(failure.getMessage());
  }

  private String clean(String foreign) {
    return OneLine.of(masked(foreign), LONGEST_MESSAGE);
  }

  /// The longest first, so that no secret leaves a rest of one that it is a part of.
  private String masked(String foreign) {
    String safe = foreign;
    for (String secret :
        secrets.stream().sorted(comparingInt(String::length).reversed()).toList()) {
      safe = safe.replace(secret, "***");
    }
    return safe;
  }

  private String host() {
    return url.getAuthority();
  }
}
