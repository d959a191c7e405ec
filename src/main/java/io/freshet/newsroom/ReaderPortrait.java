package io.freshet.newsroom;

import java.util.List;

/**
 * Description of a simulated reader, for display.
 *
 * @param interests current categories of interest, strongest first
 * @param languages BCP 47 tags of the reader's languages
 */
public record ReaderPortrait(
        String userId, List<String> interests, List<String> languages, String region, String device) {

    public ReaderPortrait {
        interests = List.copyOf(interests);
        languages = List.copyOf(languages);
    }
}
