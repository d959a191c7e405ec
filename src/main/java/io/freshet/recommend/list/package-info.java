@NullMarked
package io.freshet.recommend.list;

import org.jspecify.annotations.NullMarked;
