@NullMarked
package io.freshet.article;

import org.jspecify.annotations.NullMarked;
