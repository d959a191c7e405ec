@NullMarked
package io.freshet.codec.binary;

import org.jspecify.annotations.NullMarked;
