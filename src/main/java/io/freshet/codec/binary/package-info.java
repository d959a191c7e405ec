/**
 * Compact binary formats of internal topics and stores.
 *
 * <p>Start at {@link io.freshet.codec.binary.ByteWriter}, which defines the primitives, and at
 * {@link io.freshet.codec.binary.BinarySerde}, which adds the version byte. Each {@code ...Layout} documents the bytes
 * of one value field by field and reads and writes it. A changed layout gets the next version.
 *
 * <p>May use {@code codec} and the packages whose state it stores: {@code event}, {@code vector}, {@code article} and
 * the {@code recommend} packages.
 */
@NullMarked
package io.freshet.codec.binary;

import org.jspecify.annotations.NullMarked;
