package io.evalstream.topic;

/// Where a record lies within its topic.
public record Place(int partition, long offset) {

  @Override
  public String toString() {
    return partition + "/" + offset;
  }
}
