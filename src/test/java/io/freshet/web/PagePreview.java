package io.freshet.web;

import io.freshet.event.ArticleProfile;
import io.freshet.event.CategoryTag;
import io.freshet.event.Click;
import io.freshet.event.Keyword;
import io.freshet.event.Reason;
import io.freshet.event.Recommendations;
import io.freshet.event.RecommendedArticle;
import io.freshet.event.Trending;
import io.freshet.event.TrendingWindow;
import io.freshet.event.Trigger;
import io.freshet.web.access.AccessToken;
import io.freshet.web.access.WebSettings;
import io.freshet.web.port.HealthStatus;
import io.freshet.web.port.InstanceTotals;
import io.freshet.web.port.LiveEvent;
import io.freshet.web.port.WebPorts;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Serves the live page with generated events, to look at it: {@code PagePreview PORT [TOKEN]}. */
final class PagePreview {
    private static final List<String> TITLES = List.of(
            "Coastal towns brace as the second storm in a week makes landfall",
            "<img src=x onerror=\"document.title='broken in'\"><script>document.title='broken in'</script> & <b>bold</b>",
            "Central bank holds rates and hints at a cut in spring",
            "Late penalty sends the underdogs to the cup final",
            "Parliament votes to extend the school year by nine days",
            "A vaccine against the winter virus clears its last trial",
            "地铁新线今日开通，早高峰缩短二十分钟",
            "Chip maker to build its largest plant near the old port",
            "The orchestra that rehearses on a night train",
            "Wildfire crews gain ground after three days of wind",
            "How a village of 200 became the capital of competitive chess",
            "Airline cancels 340 flights as ground staff walk out",
            "Telescope sees water vapour on a planet 40 light years away",
            "Rents fall for the first time in six years",
            "Minister’s aide resigns over “undeclared” shares",
            "Sprinter breaks a record that stood for three decades",
            "Recall of two million cars widens to a third model");
    private static final List<String> CATEGORIES = List.of("politics", "business", "sport", "science", "culture");

    private PagePreview() {}

    public static void main(String[] arguments) throws InterruptedException {
        FakeLiveEvents liveEvents = new FakeLiveEvents();
        FakeReadModel readModel = new FakeReadModel();
        Random random = new Random(7);
        long[] totals = new long[4];
        WebServer server = WebServer.start(
                WebSettings.of(
                        "127.0.0.1",
                        Integer.parseInt(arguments[0]),
                        Optional.of(arguments)
                                .filter(given -> given.length > 1)
                                .map(given -> AccessToken.of(given[1]))),
                Samples.ports(
                        readModel,
                        readModel,
                        liveEvents,
                        new WebPorts.Operations(
                                () -> new InstanceTotals(
                                        totals[0],
                                        totals[1],
                                        totals[2],
                                        totals[3],
                                        TITLES.size(),
                                        OptionalDouble.of(18 + 6 * random.nextDouble()),
                                        OptionalDouble.of(34 + 30 * random.nextDouble())),
                                () -> HealthStatus.GOOD,
                                () -> "")));
        System.err.println(server.address());
        List<String> ids = new ArrayList<>();
        for (long tick = 0; tick < 3000; tick++) {
            if (tick % 12 == 0 && ids.size() < TITLES.size()) {
                String id = "article-" + ids.size();
                ids.add(id);
                totals[0]++;
                ArticleProfile profile = profile(id, ids.size() - 1, random);
                readModel.profileByArticle.put(id, profile);
                liveEvents.publish(new LiveEvent.ArticleProfiled(profile));
                for (int reader = 0; reader < random.nextInt(60); reader++) {
                    liveEvents.publish(
                            new LiveEvent.ListEmitted(list("reader-" + reader, Trigger.ARTICLE, ids, random)));
                    totals[2]++;
                }
            }
            int rate = 3 + (int) (6 * (1 + Math.sin(tick / 40.0)));
            for (int click = 0; click < rate; click++) {
                String reader = random.nextInt(6) == 0 ? "alice" : "reader-" + random.nextInt(40);
                liveEvents.publish(new LiveEvent.Clicked(
                        Click.of(reader, ids.get(random.nextInt(ids.size())), System.currentTimeMillis()),
                        System.currentTimeMillis()));
                totals[1]++;
                totals[2]++;
                if (!reader.equals("alice") || tick % 20 == 0) {
                    liveEvents.publish(new LiveEvent.ListEmitted(list(reader, Trigger.CLICK, ids, random)));
                }
            }
            for (TrendingWindow window : TrendingWindow.values()) {
                liveEvents.publish(new LiveEvent.TrendingChanged(trending(null, window, ids, totals[1])));
                liveEvents.publish(new LiveEvent.TrendingChanged(trending("sport", window, ids, totals[1] / 5)));
            }
            totals[3] = tick / 50;
            Thread.sleep(100);
        }
        server.close();
    }

    private static ArticleProfile profile(String id, int index, Random random) {
        String[] words = TITLES.get(index).split(" ");
        List<Keyword> keywords = new ArrayList<>();
        for (String word : words) {
            if (word.length() > 5 && keywords.size() < 3) {
                keywords.add(new Keyword(word.toLowerCase(Locale.ROOT).replace(",", ""), 1));
            }
        }
        CategoryTag category = new CategoryTag(
                CATEGORIES.get(index % CATEGORIES.size()), .6 + .4 * random.nextDouble(), index % 2 == 0);
        return new ArticleProfile(id, TITLES.get(index), "en", category, keywords, System.currentTimeMillis());
    }

    private static Recommendations list(String reader, Trigger trigger, List<String> ids, Random random) {
        List<String> order = new ArrayList<>(ids);
        Collections.shuffle(order, new Random(reader.hashCode()));
        for (int swap = 0; swap < 2; swap++) {
            Collections.swap(order, random.nextInt(order.size()), random.nextInt(order.size()));
        }
        List<RecommendedArticle> items = new ArrayList<>();
        for (String id : order.subList(0, Math.min(10, order.size()))) {
            items.add(new RecommendedArticle(id, 1, reasons(id, ids)));
        }
        return new Recommendations(
                reader,
                Long.toString(random.nextLong()),
                System.currentTimeMillis(),
                System.currentTimeMillis(),
                trigger,
                items);
    }

    private static List<Reason> reasons(String id, List<String> ids) {
        return switch (Math.floorMod(id.hashCode(), 5)) {
            case 0 -> List.of(new Reason.ReadersWentOn(ids.get(0)), new Reason.Trending("all"));
            case 1 -> List.of(new Reason.SharedKeywords(List.of("storm", "coast", "wind")));
            case 2 -> List.of(new Reason.Trending("sport"));
            case 3 -> List.of(new Reason.NewInCategory("science"), new Reason.Exploration());
            default -> List.of(new Reason.Resembles(ids.get(0)));
        };
    }

    private static Trending trending(String category, TrendingWindow window, List<String> ids, long clicks) {
        List<Trending.Item> items = new ArrayList<>();
        for (int index = 0; index < ids.size(); index++) {
            items.add(new Trending.Item(ids.get(index), 1 + clicks * (window.ordinal() + 1) / (index + 3)));
        }
        return new Trending(category, window, System.currentTimeMillis(), System.currentTimeMillis(), items);
    }
}
