/// How configuration is read: YAML in, records of the other rooms out, or every problem at once.
///
/// Each room reads its own record from a [Section] and states there the range, unit and default of
/// each key; this room knows no key by name.
@NullMarked
package io.evalstream.config;

import org.jspecify.annotations.NullMarked;
