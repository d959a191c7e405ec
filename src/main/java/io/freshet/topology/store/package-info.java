@NullMarked
package io.freshet.topology.store;

import org.jspecify.annotations.NullMarked;
