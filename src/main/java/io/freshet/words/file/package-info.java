/**
 * Import and export of word vectors in published formats: word2vec text and binary, GloVe and fastText.
 *
 * <p>Start at {@link io.freshet.words.file.WordVectorImport} and {@link io.freshet.words.file.WordVectorExport}. An
 * import goes through these steps: {@code WordFileSource} unpacks the file, {@code WordFileSample} checks the declared
 * format, {@code TextWordReader} or {@code BinaryWordReader} reads the words, {@code WordFolding} folds them to terms
 * and {@code WordRows} collects them. Imported files are not trusted: every error names the line or byte, and a
 * remedy if there is one.
 *
 * <p>The package uses {@code io.freshet.words}, the format of compounds in {@code io.freshet.words.phrase}, the
 * tokenizers of {@code io.freshet.text}, {@code io.freshet.vector}, and libraries for compression.
 */
@NullMarked
package io.freshet.words.file;

import org.jspecify.annotations.NullMarked;
