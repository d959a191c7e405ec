/**
 * The one task that learns words and statistics from all articles, and the word knowledge of every instance.
 *
 * <p>Start at {@link io.freshet.topology.words.LearnWordsProcessor} and follow {@link
 * io.freshet.topology.words.WordTask}. It publishes to the topic {@code word-vectors}, from which {@link
 * io.freshet.topology.words.FillWordKnowledgeProcessor} fills the {@link io.freshet.topology.words.WordKnowledge} of each
 * instance.
 */
@NullMarked
package io.freshet.topology.words;

import org.jspecify.annotations.NullMarked;
