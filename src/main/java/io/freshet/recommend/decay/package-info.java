@NullMarked
package io.freshet.recommend.decay;

import org.jspecify.annotations.NullMarked;
