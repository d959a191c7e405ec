package io.freshet.recommend;

import io.freshet.codec.RejectedEventException;
import io.freshet.codec.contract.Topics;
import io.freshet.codec.json.EventClock;
import io.freshet.codec.json.EventDecoder;
import io.freshet.codec.json.EventEncoder;
import io.freshet.event.Click;
import io.freshet.event.Recommendations;
import io.freshet.event.Trigger;
import io.freshet.recommend.decay.ListTime;
import io.freshet.recommend.item.ClickBuckets;
import io.freshet.recommend.item.ItemState;
import io.freshet.recommend.item.ItemStatus;
import io.freshet.recommend.rank.OnlineRanker;
import io.freshet.recommend.reader.ReaderSnapshot;
import io.freshet.recommend.reader.ReaderState;
import io.freshet.topology.message.StateStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.serialization.Serde;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What is written and read at every click: an article's and a reader's state in binary, a list and a click in JSON. The
 * values are those of a running newsroom of 1,000 articles; their sizes are printed.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(jvmArgsPrepend = "--add-modules=jdk.incubator.vector")
public class CodecBenchmark {
    private static final int ARTICLES = 1_000;
    private static final int VALUES = 200;

    private final Coded<ItemState> items = new Coded<>(StateStores.ITEMS.valueSerde());
    private final Coded<ReaderSnapshot> readers = new Coded<>(StateStores.READERS.valueSerde());
    private final Coded<Recommendations> lists = new Coded<>(Topics.RECOMMENDATIONS.valueSerde());
    private final EventDecoder decoder = new EventDecoder(EventClock.system());
    private final byte[][] clickKeys = new byte[VALUES][];
    private final byte[][] clickValues = new byte[VALUES][];
    private int next;

    /** Values and their bytes. */
    private static final class Coded<T> {
        private final Serde<T> serde;
        private final List<T> values = new ArrayList<>();
        private final List<byte[]> bytes = new ArrayList<>();

        Coded(Serde<T> serde) {
            this.serde = serde;
        }

        void add(T value) {
            values.add(value);
            bytes.add(serde.serializer().serialize("", value));
        }

        byte[] write(int index) {
            return serde.serializer().serialize("", values.get(index));
        }

        T read(int index) {
            return serde.deserializer().deserialize("", bytes.get(index));
        }

        double meanBytes() {
            return bytes.stream().mapToInt(each -> each.length).average().orElse(0);
        }
    }

    @Setup(Level.Trial)
    public void open() {
        LiveNewsroom newsroom = new LiveNewsroom(ARTICLES, LiveNewsroom.settings(ARTICLES), 1);
        Recommender recommender = new Recommender(newsroom.settings, new OnlineRanker(newsroom.settings));
        for (int number = 0; number < VALUES; number++) {
            String read = LiveNewsroom.id(newsroom.draw());
            items.add(ItemState.restore(
                    newsroom.catalogue.activity(read).orElseThrow(), ItemStatus.UNANNOUNCED, new ClickBuckets()));
            ReaderState reader = newsroom.reader(number);
            Recommendations list =
                    recommender.recommend(reader, newsroom.catalogue, ListTime.ofEvents(LiveNewsroom.NOW), Trigger.CLICK, "list-" + number);
            reader.setCurrentList(list);
            readers.add(reader.snapshot());
            lists.add(list);
            Click click = newsroom.click(reader, LiveNewsroom.NOW);
            clickKeys[number] = click.userId().getBytes(StandardCharsets.UTF_8);
            clickValues[number] = EventEncoder.encode(click);
        }
        System.out.printf(
                "%nbytes: item %.0f, reader %.0f, list %.0f, click %d%n",
                items.meanBytes(),
                readers.meanBytes(),
                lists.meanBytes(),
                clickValues[0].length);
    }

    private int next() {
        next = (next + 1) % VALUES;
        return next;
    }

    @Benchmark
    public byte[] writeItem() {
        return items.write(next());
    }

    @Benchmark
    public ItemState readItem() {
        return items.read(next());
    }

    @Benchmark
    public byte[] writeReader() {
        return readers.write(next());
    }

    @Benchmark
    public ReaderSnapshot readReader() {
        return readers.read(next());
    }

    @Benchmark
    public byte[] writeList() {
        return lists.write(next());
    }

    @Benchmark
    public Click readClick() throws RejectedEventException {
        int at = next();
        return decoder.click(clickKeys[at], clickValues[at]);
    }
}
