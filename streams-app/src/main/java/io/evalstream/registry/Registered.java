package io.evalstream.registry;

import org.apache.avro.Schema;

/// A schema and its id in the registry.
record Registered(int id, Schema schema) {}
