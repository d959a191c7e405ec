@NullMarked
package io.freshet.words.quality;

import org.jspecify.annotations.NullMarked;
