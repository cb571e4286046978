/// What the monitor counts about itself: the list of metrics, and the funnel that must balance.
@NullMarked
package io.evalstream.metric;

import org.jspecify.annotations.NullMarked;
