package io.freshet.recommend;

import io.freshet.event.Click;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemLearner;
import io.freshet.recommend.item.ItemSignal;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemStatus;
import io.freshet.recommend.item.RecentReads;
import io.freshet.recommend.reader.ClickOutcome;
import io.freshet.recommend.reader.ReaderLearner;
import io.freshet.recommend.reader.ReaderState;
import java.util.HashMap;
import java.util.Map;
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

/** What one click teaches about its reader and its articles, in process and without a ranker, by live articles. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class ClickBenchmark {
    private static final int READERS = 4_000;

    @Param({"1000", "100000"})
    public int articles;

    private LiveNewsroom newsroom;
    private ReaderLearner readerLearner;
    private ItemLearner itemLearner;
    private RecentReads recentReads;
    private final Map<String, ItemState> items = new HashMap<>();
    private final ReaderState[] readers = new ReaderState[READERS];
    private int next;
    private long nowMillis = LiveNewsroom.NOW;

    @Setup(Level.Trial)
    public void open() {
        newsroom = new LiveNewsroom(articles, LiveNewsroom.settings(articles), 1);
        readerLearner = new ReaderLearner(newsroom.settings);
        itemLearner = new ItemLearner(newsroom.settings);
        recentReads = new RecentReads(newsroom.settings.vectors().recentReads());
        newsroom.catalogue.forEachId(id -> items.put(
                id,
                ItemState.restore(
                        newsroom.catalogue.activity(id).orElseThrow(), ItemStatus.UNANNOUNCED, new ClickBuckets())));
        for (int number = 0; number < READERS; number++) {
            readers[number] = newsroom.reader(number);
        }
    }

    /** Reader, articles, and the articles' snapshots into the catalogue. */
    @Benchmark
    public ClickOutcome click() {
        next = (next + 1) % READERS;
        nowMillis++;
        Click click = newsroom.click(readers[next], nowMillis);
        ClickOutcome outcome = readerLearner.apply(readers[next], click, newsroom.catalogue);
        for (ItemSignal signal : outcome.signals()) {
            ItemState item = items.get(signal.articleId());
            itemLearner.apply(item, signal, newsroom.catalogue, recentReads);
            newsroom.catalogue.putActivity(item.activity());
        }
        return outcome;
    }
}
