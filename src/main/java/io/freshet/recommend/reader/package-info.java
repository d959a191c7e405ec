@NullMarked
package io.freshet.recommend.reader;

import org.jspecify.annotations.NullMarked;
