/// What the command demo shows: believable traffic with an incident in it, and a calm screen.
@NullMarked
package io.evalstream.cli.demo;

import org.jspecify.annotations.NullMarked;
