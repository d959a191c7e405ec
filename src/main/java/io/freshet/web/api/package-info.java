@NullMarked
package io.freshet.web.api;

import org.jspecify.annotations.NullMarked;
