package io.freshet.cli.bench;

import io.freshet.bench.AnswerClock;
import java.util.List;

/**
 * What a subject's run gave, before it is made into figures.
 *
 * @param clock of the time at the load's pace
 * @param paced the totals at the beginning and end of each of its repeats
 */
record BenchOutcome(
        BenchSubject subject, AnswerClock clock, List<BenchSample> paced, BenchLoad.Flood flood, BenchMemory memory) {}
