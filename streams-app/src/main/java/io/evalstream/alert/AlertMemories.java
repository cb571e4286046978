package io.evalstream.alert;

import io.evalstream.state.AlertMemory;

/// An alert's state as it is stored.
final class AlertMemories {

  private AlertMemories() {}

  static AlertMemory of(AlertState state, long transitions) {
    return switch (state) {
      case AlertState.Inactive(var since) ->
          new AlertMemory(state.wireName(), since, null, transitions);
      case AlertState.Pending(var since) ->
          new AlertMemory(state.wireName(), since, null, transitions);
      case AlertState.Firing(var since, var clearSince) ->
          new AlertMemory(state.wireName(), since, clearSince, transitions);
    };
  }

  static AlertState state(AlertMemory memory) {
    return switch (memory.getState()) {
      case "inactive" -> new AlertState.Inactive(memory.getSince());
      case "pending" -> new AlertState.Pending(memory.getSince());
      case "firing" -> new AlertState.Firing(memory.getSince(), memory.getClearSince());
      default -> throw new IllegalStateException("unknown alert state: " + memory.getState());
    };
  }
}
