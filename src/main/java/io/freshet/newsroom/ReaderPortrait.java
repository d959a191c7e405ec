package io.freshet.newsroom;

import java.util.List;

/**
 * Who a simulated reader is, for telling their story.
 *
 * @param interests the categories they follow now, strongest first
 * @param languages BCP 47 tags of what they read
 */
public record ReaderPortrait(
        String userId, List<String> interests, List<String> languages, String region, String device) {

    public ReaderPortrait {
        interests = List.copyOf(interests);
        languages = List.copyOf(languages);
    }
}
