/**
 * Rules shared by all codecs: reasons to reject an event, safe text, strict UTF-8 and names in JSON.
 *
 * <p>Start at {@link io.freshet.codec.RejectedEventException}. The formats are in the packages below:
 * {@code codec.json} for the external topics, {@code codec.binary} for internal topics and stores,
 * {@code codec.contract} for the declared topics and stores with their serdes.
 *
 * <p>May use {@code event} and {@code text}.
 */
@NullMarked
package io.freshet.codec;

import org.jspecify.annotations.NullMarked;
