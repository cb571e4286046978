/// Stand-ins for the outside world: a judge, Slack, Alertmanager and a webhook, with their limits
/// and their faults.
@NullMarked
package io.evalstream.devcluster.stub;

import org.jspecify.annotations.NullMarked;
