@NullMarked
package io.freshet.topology.message;

import org.jspecify.annotations.NullMarked;
