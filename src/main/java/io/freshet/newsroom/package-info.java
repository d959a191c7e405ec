@NullMarked
package io.freshet.newsroom;

import org.jspecify.annotations.NullMarked;
