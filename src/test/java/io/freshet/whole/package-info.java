/** Tests of the whole product: the real topology on a real broker, stopped, crashed and started again. */
@NullMarked
package io.freshet.whole;

import org.jspecify.annotations.NullMarked;
