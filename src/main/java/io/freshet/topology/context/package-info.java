@NullMarked
package io.freshet.topology.context;

import org.jspecify.annotations.NullMarked;
