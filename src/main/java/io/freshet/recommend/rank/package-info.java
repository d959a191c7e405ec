@NullMarked
package io.freshet.recommend.rank;

import org.jspecify.annotations.NullMarked;
