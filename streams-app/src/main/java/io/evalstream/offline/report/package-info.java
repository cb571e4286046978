/// What came of a file as a page: one file of HTML with its styles and pictures inside, without
/// scripts. Every text from outside is escaped.
@NullMarked
package io.evalstream.offline.report;

import org.jspecify.annotations.NullMarked;
