/// End-to-end measurements that print ratios, side by side in one run.
@NullMarked
package io.evalstream.bench;

import org.jspecify.annotations.NullMarked;
