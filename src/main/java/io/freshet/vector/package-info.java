/** Float vectors: the kernels every learned number goes through, and selection of the best. */
@NullMarked
package io.freshet.vector;

import org.jspecify.annotations.NullMarked;
