@NullMarked
package io.freshet.topology.words;

import org.jspecify.annotations.NullMarked;
