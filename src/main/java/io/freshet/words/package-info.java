/**
 * Word vectors: the read-only base model, the words learned from the stream of articles, and the model file.
 *
 * <p>Start with {@link io.freshet.words.WordVectors}, the interface for reading vectors, and its two main
 * implementations: {@link io.freshet.words.WordModel}, a memory-mapped file, and
 * {@link io.freshet.words.LayeredWordVectors}, such a model overlaid by the learned words of a
 * {@link io.freshet.words.WordOverlay}. {@link io.freshet.words.WordModelFile} documents the bytes of a model file;
 * {@link io.freshet.words.WordModelMerge} combines models of several languages, and
 * {@link io.freshet.words.WordModelUpdate} turns a base model and learned words into a new model.
 *
 * <p>{@code words.file} imports and exports published vectors, {@code words.train} trains models, {@code words.online}
 * learns from the stream, {@code words.phrase} detects compounds, {@code words.quality} evaluates. RATIONALE.md beside
 * this file holds the decisions and their evidence. May use {@code event}, {@code text}, {@code vector} and
 * {@code words.phrase}.
 */
@NullMarked
package io.freshet.words;

import org.jspecify.annotations.NullMarked;
