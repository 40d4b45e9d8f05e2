package dev.rowhook.api;

import java.util.LinkedHashMap;
import java.util.Map;

/// What was answered, by what was asked.
final class KeptAnswers {
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private int count;

    Client.Answer keep(String place, Client.Answer answer) {
        count++;
        texts.computeIfAbsent(place, _ -> new StringBuilder())
                .append(answer.response().headers().map())
                .append(answer.text());
        return answer;
    }

    int count() {
        return count;
    }

    Map<String, String> texts() {
        Map<String, String> copy = new LinkedHashMap<>();
        texts.forEach((place, text) -> copy.put(place, text.toString()));
        return copy;
    }
}
