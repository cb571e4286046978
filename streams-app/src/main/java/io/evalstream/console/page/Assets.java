package io.evalstream.console.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The style, the scripts and the pictures of the pages: ours, and those of two libraries out of
/// their WebJars.
///
/// *How it works:* pages ask for them with the version, a hash of all of them, so that a browser
/// keeps them until there are others. Who asks without it asks again each time, and hears that
/// nothing changed.
final class Assets {

  private static final List<String> OURS =
      List.of("console.css", "traces.css", "console.js", "evalstream.svg");
  private static final String UPLOT = "uplot";
  private static final String HTMX = "htmx.org";

  private static final class Asset {
    private final byte[] content;
    private final String type;
    private final String tag;

    Asset(byte[] content, String type) {
      this.content = content;
      this.type = type;
      this.tag = hash(content);
    }
  }

  private final Map<String, Asset> byName = new TreeMap<>();
  private final String version;

  Assets() {
    OURS.forEach(name -> add(name, "/console/assets/" + name));
    add("uplot.js", ofLibrary(UPLOT, "uPlot.iife.min.js"));
    add("uplot.css", ofLibrary(UPLOT, "uPlot.min.css"));
    add("htmx.js", ofLibrary(HTMX, "htmx.min.js"));
    StringBuilder tags = new StringBuilder();
    byName.forEach((name, asset) -> tags.append(name).append(asset.tag));
    this.version = hash(tags.toString().getBytes(UTF_8));
  }

  String version() {
    return version;
  }

  /// @throws NotFoundResponse when there is no asset of that name
  void answer(Context context) {
    @Nullable Asset asset = byName.get(context.pathParam("name"));
    if (asset == null) {
      throw new NotFoundResponse("There is no such file.");
    }
    String tag = "\"" + asset.tag + "\"";
    boolean versioned = version.equals(context.queryParam("v"));
    context
        .header("ETag", tag)
        .header("Cache-Control", versioned ? "public, max-age=31536000, immutable" : "no-cache");
    if (tag.equals(context.header("If-None-Match"))) {
      context.status(304);
    } else {
      context.contentType(asset.type).result(asset.content);
    }
  }

  private void add(String name, String resource) {
    byName.put(name, new Asset(read(resource), type(name)));
  }

  private static String ofLibrary(String library, String file) {
    Properties about = new Properties();
    try (InputStream source =
        open("/META-INF/maven/org.webjars.npm/" + library + "/pom.properties")) {
      about.load(source);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the version of " + library, e);
    }
    return "/META-INF/resources/webjars/%s/%s/dist/%s"
        .formatted(library, about.getProperty("version"), file);
  }

  private static byte[] read(String resource) {
    try (InputStream source = open(resource)) {
      return source.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static InputStream open(String resource) {
    return Objects.requireNonNull(Assets.class.getResourceAsStream(resource), resource);
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "css" -> "text/css; charset=utf-8";
      case "js" -> "text/javascript; charset=utf-8";
      case "svg" -> "image/svg+xml";
      default -> throw new IllegalArgumentException("no type is known for " + name);
    };
  }

  private static String hash(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
