/** HTTP: the read API, the live page, metrics and health. */
@NullMarked
package io.freshet.web;

import org.jspecify.annotations.NullMarked;
