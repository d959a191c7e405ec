/** Events and state as bytes: topics with their serdes, documented layouts. */
@NullMarked
package io.freshet.codec;

import org.jspecify.annotations.NullMarked;
