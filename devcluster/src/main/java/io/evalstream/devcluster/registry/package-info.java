/// A schema registry that speaks the part of Confluent's REST API that clients use.
@NullMarked
package io.evalstream.devcluster.registry;

import org.jspecify.annotations.NullMarked;
