@NullMarked
package io.freshet.topology.reader;

import org.jspecify.annotations.NullMarked;
