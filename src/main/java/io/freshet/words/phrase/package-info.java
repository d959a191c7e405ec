@NullMarked
package io.freshet.words.phrase;

import org.jspecify.annotations.NullMarked;
