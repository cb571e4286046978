package io.evalstream.async;

/// Requests are texts such as `group/1`, which are their own ids and questions. One that ends in 7
/// needs no call.
record OneText(Peer<String, String> onlyPeer) implements Work<String, String, String, String> {

  @Override
  public String id(String request) {
    return request;
  }

  @Override
  public Peer<String, String> peer(String request) {
    return onlyPeer;
  }

  @Override
  public Flow flow(String key, String request) {
    return new Flow(request.substring(0, request.indexOf('/')), "");
  }

  @Override
  public Prepared<String, String> prepare(String key, String request) {
    return request.endsWith("7")
        ? new Prepared.Settled<>("settled")
        : new Prepared.Ready<>(request);
  }
}
