package io.freshet.recommend;

import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.decay.HalfLife;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.rank.Candidates;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.reader.ReaderState;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * One list, and one read learned from, by the number of live articles. Readers take turns, so that no list finds the
 * last one's articles in the cache but those that all readers share, and each has gone on to another article since the
 * last list. Between two lists a thousandth of a second of event time passes, and before the first neighbours have been
 * found as at a thousand lists a second for long, so that just as many searches for neighbours are paid for. The steps of
 * a list are timed with all that comes before them: what a step costs is the difference.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class ListBenchmark {
    private static final int READERS = 4_000;
    private static final double LISTS_PER_SECOND = 1_000;

    @Param({"1000", "10000", "100000"})
    public int articles;

    private LiveNewsroom newsroom;
    private OnlineRanker ranker;
    private Recommender recommender;
    private final ReaderState[] readers = new ReaderState[READERS];
    private float[] scores = new float[2_048];
    private Candidates lastCandidates;
    private String lastChoice = "";
    private int next;
    private long nowMillis = LiveNewsroom.NOW;

    @Setup(Level.Trial)
    public void open() {
        newsroom = new LiveNewsroom(articles, LiveNewsroom.settings(articles), 1);
        ranker = new OnlineRanker(newsroom.settings);
        recommender = new Recommender(newsroom.settings, ranker);
        newsroom.findNeighbours(recommender, LISTS_PER_SECOND);
        for (int number = 0; number < READERS; number++) {
            readers[number] = newsroom.reader(number);
        }
        for (int step = 0; step < 500; step++) {
            Candidates candidates = recommender.propose(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis));
            ranker.learn(candidates, mostRead(candidates));
        }
        if (!ranker.isInUse()) {
            throw new IllegalStateException("the ranker has not learned enough, loss " + ranker.relativeLoss());
        }
        lastCandidates = recommender.propose(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis));
        lastChoice = mostRead(lastCandidates);
    }

    private static String mostRead(Candidates candidates) {
        int most = 0;
        for (int index = 1; index < candidates.size(); index++) {
            most = candidates.reads(index, HalfLife.HOUR) > candidates.reads(most, HalfLife.HOUR) ? index : most;
        }
        return candidates.articleId(most);
    }

    private ReaderState nextReader() {
        next = (next + 1) % READERS;
        nowMillis++;
        newsroom.goOn(readers[next], nowMillis);
        return readers[next];
    }

    @Benchmark
    public int candidates() {
        return recommender.propose(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis)).size();
    }

    @Benchmark
    public float candidatesAndScores() {
        Candidates candidates = recommender.propose(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis));
        ranker.score(candidates, scores);
        return scores[0];
    }

    @Benchmark
    public Recommendations list() {
        return recommender.recommend(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis), Trigger.CLICK, "list");
    }

    /** Candidates and a step of the ranker. */
    @Benchmark
    public long candidatesAndStep() {
        Candidates candidates = recommender.propose(nextReader(), newsroom.catalogue, ListTime.ofEvents(nowMillis));
        ranker.learn(candidates, candidates.articleId(next % candidates.size()));
        return ranker.steps();
    }

    /** A step of the ranker alone, again and again from the same candidates. */
    @Benchmark
    public long step() {
        ranker.learn(lastCandidates, lastChoice);
        return ranker.steps();
    }
}
