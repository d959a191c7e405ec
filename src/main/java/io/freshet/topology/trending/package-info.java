@NullMarked
package io.freshet.topology.trending;

import org.jspecify.annotations.NullMarked;
