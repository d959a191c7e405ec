@NullMarked
package io.freshet.words.train;

import org.jspecify.annotations.NullMarked;
