@NullMarked
package io.freshet.topology.article;

import org.jspecify.annotations.NullMarked;
