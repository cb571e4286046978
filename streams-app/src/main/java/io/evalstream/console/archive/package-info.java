/// What the console remembers: judged traces, rates, alerts and labels of people of the last day,
/// in one SQLite file. Losing it loses nothing; it is made anew from the topics.
@NullMarked
package io.evalstream.console.archive;

import org.jspecify.annotations.NullMarked;
