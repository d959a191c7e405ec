@NullMarked
package io.freshet.recommend.trending;

import org.jspecify.annotations.NullMarked;
