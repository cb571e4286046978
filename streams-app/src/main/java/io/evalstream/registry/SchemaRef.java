package io.evalstream.registry;

import java.util.UUID;

/// How a record names the schema that it was written with.
sealed interface SchemaRef {

  /// Where the registry holds the schema.
  String path();

  /// As people write it.
  String name();

  record Id(int id) implements SchemaRef {
    @Override
    public String name() {
      return "id " + id;
    }

    @Override
    public String path() {
      return "/schemas/ids/" + id;
    }
  }

  record Guid(UUID guid) implements SchemaRef {
    @Override
    public String name() {
      return "GUID " + guid;
    }

    @Override
    public String path() {
      return "/schemas/guids/" + guid;
    }
  }
}
