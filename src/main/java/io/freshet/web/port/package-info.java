@NullMarked
package io.freshet.web.port;

import org.jspecify.annotations.NullMarked;
