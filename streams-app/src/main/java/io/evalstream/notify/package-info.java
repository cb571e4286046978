/// Alerts told to people: one message for each transition, to the channels of its rule.
@NullMarked
package io.evalstream.notify;

import org.jspecify.annotations.NullMarked;
