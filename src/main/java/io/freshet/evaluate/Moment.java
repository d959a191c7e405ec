package io.freshet.evaluate;

import io.freshet.recommend.Candidates;
import io.freshet.recommend.Catalogue;
import io.freshet.recommend.ReaderState;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is known when a list is made. Valid only until the next event is taken in. Candidates are proposed when they are
 * first asked for, because many contenders search the whole catalogue themselves.
 */
public final class Moment {
    private final ReaderState reader;
    private final Catalogue catalogue;
    private final long nowMillis;
    private final Supplier<Candidates> proposals;
    private @Nullable Candidates candidates;

    /**
     * A moment.
     *
     * @param reader for whom
     * @param nowMillis the moment the list is for, epoch milliseconds of event time
     * @param proposals gives what the recommender proposes to rank, with the evidence; asked once at most
     */
    public Moment(ReaderState reader, Catalogue catalogue, long nowMillis, Supplier<Candidates> proposals) {
        this.reader = reader;
        this.catalogue = catalogue;
        this.nowMillis = nowMillis;
        this.proposals = proposals;
    }

    public ReaderState reader() {
        return reader;
    }

    public long nowMillis() {
        return nowMillis;
    }

    /** What the recommender proposes to rank, with the evidence. */
    public Candidates candidates() {
        Candidates known = candidates;
        if (known == null) {
            known = proposals.get();
            candidates = known;
        }
        return known;
    }

    /** Whether an article may stand in a list now: alive in the catalogue, and not read. */
    public boolean mayList(String articleId) {
        return catalogue.isAlive(articleId, nowMillis) && !reader.hasRead(articleId);
    }
}
