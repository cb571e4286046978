/// A Kafka broker inside the JVM.
@NullMarked
package io.evalstream.devcluster.broker;

import org.jspecify.annotations.NullMarked;
