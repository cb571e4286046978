/// The dashboards, rules and runbooks that are shipped, read for tests.
@NullMarked
package io.evalstream.dashboard;

import org.jspecify.annotations.NullMarked;
