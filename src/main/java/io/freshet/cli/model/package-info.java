@NullMarked
package io.freshet.cli.model;

import org.jspecify.annotations.NullMarked;
