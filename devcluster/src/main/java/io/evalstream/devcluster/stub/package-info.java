/// Stand-ins for the outside world: a judge and Slack, both with their limits and their faults.
@NullMarked
package io.evalstream.devcluster.stub;

import org.jspecify.annotations.NullMarked;
