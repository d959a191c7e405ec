/**
 * Tests that the documentation is true: generated pages equal the code, links lead somewhere, commands, settings, metrics and
 * classes that a page names exist. Start with {@link io.freshet.docs.GeneratedPages}.
 */
@NullMarked
package io.freshet.docs;

import org.jspecify.annotations.NullMarked;
