@NullMarked
package io.freshet.recommend.catalogue;

import org.jspecify.annotations.NullMarked;
