package io.evalstream.bench.lean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.InputStream;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;

class RequestReaderTest {

  @Test
  void severalRequests_areReadOneAfterTheOther() throws Exception {
    RequestReader reader = reader(request("a", 10) + request("b", 20_000) + request("c", 0));

    assertThat(reader.next()).isTrue();
    assertThat(reader.firstLabel()).isEqualTo("a");
    assertThat(reader.next()).isTrue();
    assertThat(reader.firstLabel()).isEqualTo("b");
    assertThat(reader.next()).isTrue();
    assertThat(reader.firstLabel()).isEqualTo("c");
    assertThat(reader.next()).isFalse();
  }

  @Test
  void bytesThatComeOneByOne_makeTheSameRequest() throws Exception {
    RequestReader reader = new RequestReader(new OneByOne(request("a", 100) + request("b", 100)));

    assertThat(reader.next()).isTrue();
    assertThat(reader.firstLabel()).isEqualTo("a");
    assertThat(reader.next()).isTrue();
    assertThat(reader.firstLabel()).isEqualTo("b");
  }

  @Test
  void requestThatEndsTooSoon_isAnError() {
    String whole = request("a", 10);

    assertThatThrownBy(() -> reader(whole.substring(0, whole.length() - 1)).next())
        .isInstanceOf(EOFException.class);
    assertThatThrownBy(() -> reader("POST / HT").next()).isInstanceOf(EOFException.class);
  }

  @Test
  void requestWithoutLengthOrSchema_isAnError() throws Exception {
    assertThatThrownBy(() -> reader("POST / HTTP/1.1\r\nHost: h\r\n\r\n").next())
        .isInstanceOf(ProtocolException.class);

    RequestReader bare = reader("POST / HTTP/1.1\r\nContent-Length: 2\r\n\r\n{}");
    bare.next();
    assertThatThrownBy(bare::firstLabel).isInstanceOf(ProtocolException.class);
  }

  private static RequestReader reader(String requests) {
    return new RequestReader(new ByteArrayInputStream(requests.getBytes(UTF_8)));
  }

  private static String request(String label, int padding) {
    String body = "{\"text\":\"" + "x".repeat(padding) + "\",\"enum\": [\"" + label + "\",\"z\"]}";
    return "POST /v1/chat/completions HTTP/1.1\r\nHost: h\r\ncontent-LENGTH: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  /// Gives one byte at a time.
  private static final class OneByOne extends InputStream {

    private final InputStream all;

    private OneByOne(String text) {
      this.all = new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Override
    public int read() throws java.io.IOException {
      return all.read();
    }

    @Override
    public int read(byte[] bytes, int from, int length) throws java.io.IOException {
      return all.read(bytes, from, Math.min(1, length));
    }
  }
}
