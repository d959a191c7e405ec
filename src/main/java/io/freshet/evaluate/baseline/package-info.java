@NullMarked
package io.freshet.evaluate.baseline;

import org.jspecify.annotations.NullMarked;
