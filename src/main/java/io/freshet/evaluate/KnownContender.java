package io.freshet.evaluate;

import io.freshet.recommend.FormulaRanker;
import io.freshet.recommend.Horizon;
import io.freshet.recommend.OnlineRanker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The recommenders that can be compared by name: Freshet's own first, then what one would try instead. */
public enum KnownContender {
    RANKER("ranker", "the ranker that learns from every read") {
        @Override
        Contender create(Contenders kit) {
            Deployment deployment = kit.newsroom().deployment();
            List<OnlineRanker> rankers = new ArrayList<>();
            for (int task = 0; task < deployment.tasks(); task++) {
                rankers.add(new OnlineRanker(kit.newsroom().settings()));
            }
            return new RankerContender(label(), deployment, List.copyOf(rankers), new AveragedRankers(rankers));
        }
    },
    FORMULA("formula", "Freshet without learning to rank") {
        @Override
        Contender create(Contenders kit) {
            return new RankerContender(
                    label(), new FormulaRanker(kit.newsroom().settings().formula()));
        }
    },
    FOLLOWERS("followers-30m", "where readers of the last article went next, half-life 30 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Baseline.followers(label(), Horizon.HALF_HOUR);
        }
    },
    POPULARITY_FIVE_MINUTES("popularity-5m", "most read, half-life 5 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Baseline.popularity(label(), Horizon.FIVE_MINUTES);
        }
    },
    POPULARITY_HALF_HOUR("popularity-30m", "half-life 30 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Baseline.popularity(label(), Horizon.HALF_HOUR);
        }
    },
    POPULARITY_TWO_HOURS("popularity-2h", "half-life 2 hours") {
        @Override
        Contender create(Contenders kit) {
            return Baseline.popularity(label(), Horizon.TWO_HOURS);
        }
    },
    POPULARITY_DAY("popularity-24h", "half-life 24 hours") {
        @Override
        Contender create(Contenders kit) {
            return Baseline.popularity(label(), Horizon.DAY);
        }
    },
    MOST_RECENT("most-recent", "the newest articles") {
        @Override
        Contender create(Contenders kit) {
            return new MostRecent(kit.newsroom());
        }
    },
    ASSOCIATION_RULES("association-rules", "read in one session with the last article, half-life 24 hours") {
        @Override
        Contender create(Contenders kit) {
            return Rules.association(label(), kit.numbers(), kit.log(), Horizon.DAY);
        }
    },
    ASSOCIATION_RULES_TUNED("association-rules-30m", "half-life 30 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Rules.association(label(), kit.numbers(), kit.log(), Horizon.HALF_HOUR);
        }
    },
    SEQUENTIAL_RULES("sequential-rules", "read after the last article in one session, half-life 30 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Rules.sequential(label(), kit.numbers(), kit.log(), Horizon.HALF_HOUR);
        }
    },
    ITEM_NEIGHBOURS("item-knn", "cosine of the sessions of two articles, half-life 30 minutes") {
        @Override
        Contender create(Contenders kit) {
            return Rules.nearestItems(label(), kit.numbers(), kit.log(), Horizon.HALF_HOUR);
        }
    },
    VSKNN("vsknn", "session neighbours, latest reads weigh more (Ludewig and Jannach 2018)") {
        @Override
        Contender create(Contenders kit) {
            return kit.sessions(label(), new SessionWeights.VectorMultiplication(), 500, 1_000);
        }
    },
    STAN("stan", "session neighbours with three decays (Garg et al. 2019)") {
        @Override
        Contender create(Contenders kit) {
            return kit.sessions(
                    label(),
                    new SessionWeights.Decays(1.02, days(5), 2.05, Double.POSITIVE_INFINITY, 0),
                    PUBLISHED_NEIGHBOURS,
                    PUBLISHED_SAMPLE);
        }
    },
    VSTAN("vstan", "both of these (Ludewig et al. 2021), published settings") {
        @Override
        Contender create(Contenders kit) {
            return kit.sessions(
                    label(),
                    new SessionWeights.Decays(1.02, days(5), 2.05, 1.02, 5),
                    PUBLISHED_NEIGHBOURS,
                    PUBLISHED_SAMPLE);
        }
    },
    VSTAN_MINUTES("vstan-minutes", "the same tuned to news: neighbours fade over half an hour") {
        @Override
        Contender create(Contenders kit) {
            return kit.sessions(
                    label(),
                    new SessionWeights.Decays(1.02, Duration.ofMinutes(30).toMillis(), 1, 1.02, 0),
                    1_000,
                    PUBLISHED_SAMPLE);
        }
    },
    CONTENT("content-only", "nearest by text to the reader's last reads") {
        @Override
        Contender create(Contenders kit) {
            return VectorContender.content(label(), kit.numbers(), kit.log(), kit.vectors());
        }
    },
    ITEM_VECTORS("item2vec-only", "likeliest by item vectors after the session's reads") {
        @Override
        Contender create(Contenders kit) {
            return VectorContender.item(label(), kit.numbers(), kit.log(), kit.vectors());
        }
    };

    /** The defaults of the session-rec framework, in which Ludewig et al. (2021) compare STAN and VSTAN. */
    private static final int PUBLISHED_NEIGHBOURS = 500;

    private static final int PUBLISHED_SAMPLE = 5_000;

    private final String label;
    private final String description;

    KnownContender(String label, String description) {
        this.label = label;
        this.description = description;
    }

    /** What it is called on the command line and in reports. */
    public String label() {
        return label;
    }

    /** What it goes by, in a few words. */
    public String description() {
        return description;
    }

    /** The one of that label. */
    public static Optional<KnownContender> of(String label) {
        return Arrays.stream(values())
                .filter(known -> known.label.equals(label))
                .findFirst();
    }

    abstract Contender create(Contenders kit);

    private static double days(int days) {
        return Duration.ofDays(days).toMillis();
    }
}
