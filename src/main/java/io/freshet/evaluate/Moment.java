package io.freshet.evaluate;

import io.freshet.recommend.Candidates;
import io.freshet.recommend.ReaderState;

/**
 * What is known when a list is made. Valid only until the next event is taken in.
 *
 * @param reader for whom
 * @param candidates what the recommender proposes to rank, with the evidence
 * @param nowMillis the moment the list is for, epoch milliseconds of event time
 */
public record Moment(ReaderState reader, Candidates candidates, long nowMillis) {}
