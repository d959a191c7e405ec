@NullMarked
package io.freshet.recommend.item;

import org.jspecify.annotations.NullMarked;
