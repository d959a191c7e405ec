/**
 * Text to tokens: language detection, sentence splitting and word splitting for published articles.
 *
 * <p>Start at {@link io.freshet.text.Tokenizer#forLanguage}, which splits a text into sentences of
 * {@link io.freshet.text.Token}s, and at {@link io.freshet.text.LanguageDetector}, which chooses the language.
 * {@code PlainText} removes mark-up first. {@link io.freshet.text.StopWords} has a list for each language.
 * {@link io.freshet.text.TokenisedArticle} is an article after tokenising, and {@link io.freshet.text.StreamToken} the
 * unit of word learning.
 *
 * <p>All classes are stateless or immutable and thread-safe. Any input is handled in time linear in its length, because
 * publishers are not trusted. The package uses tokeniser libraries (Lucene, ICU, HanLP, OpenNLP, jsoup's entities) and
 * no other package of Freshet. RATIONALE.md has the measurements behind the choices.
 */
@NullMarked
package io.freshet.text;

import org.jspecify.annotations.NullMarked;
