/// Stand-ins for the outside world: a judge, Slack, Alertmanager, a webhook and a collector, with
/// their limits and their faults.
@NullMarked
package io.evalstream.devcluster.stub;

import org.jspecify.annotations.NullMarked;
