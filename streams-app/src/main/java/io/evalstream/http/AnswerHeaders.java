package io.evalstream.http;

import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Map;

/// The headers of every answer: what browsers must not do with it.
final class AnswerHeaders {

  static final String CONTENT_SECURITY_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

  private static final Map<String, String> ALL = new LinkedHashMap<>();

  static {
    ALL.put("Content-Security-Policy", CONTENT_SECURITY_POLICY);
    ALL.put("X-Content-Type-Options", "nosniff");
    ALL.put("X-Frame-Options", "DENY");
    ALL.put("Referrer-Policy", "no-referrer");
    ALL.put("Cross-Origin-Opener-Policy", "same-origin");
    ALL.put("Cross-Origin-Resource-Policy", "same-origin");
    ALL.put("Cache-Control", "no-store");
  }

  private AnswerHeaders() {}

  static void put(Context context) {
    ALL.forEach(context::header);
  }
}
