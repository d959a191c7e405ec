@NullMarked
package io.freshet.words;

import org.jspecify.annotations.NullMarked;
