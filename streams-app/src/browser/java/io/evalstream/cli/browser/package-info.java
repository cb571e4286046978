/// The console of a real monitor in a real browser.
package io.evalstream.cli.browser;
