@NullMarked
package io.freshet.topology.intake;

import org.jspecify.annotations.NullMarked;
