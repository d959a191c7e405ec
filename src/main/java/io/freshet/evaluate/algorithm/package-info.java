@NullMarked
package io.freshet.evaluate.algorithm;

import org.jspecify.annotations.NullMarked;
