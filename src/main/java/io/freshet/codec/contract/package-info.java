@NullMarked
package io.freshet.codec.contract;

import org.jspecify.annotations.NullMarked;
