/** Words and articles as vectors: vocabulary, word2vec, TextRank, article vectors, categories. */
@NullMarked
package io.freshet.embedding;

import org.jspecify.annotations.NullMarked;
