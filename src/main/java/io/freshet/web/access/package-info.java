@NullMarked
package io.freshet.web.access;

import org.jspecify.annotations.NullMarked;
