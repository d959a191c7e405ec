/**
 * Tests of the documentation: generated pages equal the code; links, commands, settings, metrics and classes that a page
 * names exist. Start with {@code GeneratedPages}.
 */
@NullMarked
package io.freshet.docs;

import org.jspecify.annotations.NullMarked;
