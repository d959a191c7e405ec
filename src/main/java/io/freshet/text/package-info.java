/** Sentences and words of running text, by language. */
@NullMarked
package io.freshet.text;

import org.jspecify.annotations.NullMarked;
