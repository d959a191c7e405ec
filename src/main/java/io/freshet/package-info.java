@NullMarked
package io.freshet;

import org.jspecify.annotations.NullMarked;
