@NullMarked
package io.freshet.article.category;

import org.jspecify.annotations.NullMarked;
