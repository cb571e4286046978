package io.evalstream.devcluster.stub;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.json.JsonMapper;

/// Reads and writes the bodies of calls.
final class ChatJson {

  /// With buffers that all threads share: each connection has a thread, and most of them wait.
  static final JsonMapper MAPPER =
      new JsonMapper(
          JsonFactory.builder().recyclerPool(JsonRecyclerPools.newConcurrentDequePool()).build());

  private ChatJson() {}
}
