package dev.rowhook.filter.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rowhook.filter.FilterException;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Any text is an expression or a [FilterException]. `-Dfilter.seed=` repeats a run.
final class ParserFuzzTest {
    private static final int ROUNDS = 5_000;

    private final long seed = Long.getLong("filter.seed", System.nanoTime());

    @Test
    void everyExampleCutAnywhereParsesOrIsRefused() {
        for (String text : Examples.ALL) {
            for (int length = 0; length <= text.length(); length++) {
                parse(text.substring(0, length));
                parse(text.substring(length));
            }
        }
    }

    @Test
    void soupOfTokensParsesOrIsRefused() throws FilterException {
        System.out.printf("seed %d%n", seed);
        Random random = new Random(seed);
        List<String> words = new ArrayList<>(List.of("(", ")", "[", "]", "'", "\"", "::", "$$"));
        for (String text : Examples.ALL) {
            Lexer.tokens(text).forEach(token -> words.add(token.span().in(text)));
        }
        for (int i = 0; i < ROUNDS; i++) {
            String separator = random.nextInt(4) == 0 ? "" : " ";
            parse(
                    IntStream.range(0, 1 + random.nextInt(20))
                            .mapToObj(_ -> words.get(random.nextInt(words.size())))
                            .collect(Collectors.joining(separator)));
        }
    }

    @Test
    void soupOfCharactersParsesOrIsRefused() {
        System.out.printf("seed %d%n", seed);
        Random random = new Random(seed);
        String characters = "ab1_.'\"$E\\u0xX(){}[]:;,+-*/<>=~!@#%^&|`? \n\t\0é\uD83D\uDE00";
        for (int i = 0; i < ROUNDS; i++) {
            parse(
                    IntStream.range(0, 1 + random.nextInt(30))
                            .mapToObj(_ ->
                                    Character.toString(
                                            characters.charAt(random.nextInt(characters.length()))))
                            .collect(Collectors.joining()));
        }
    }

    private static void parse(String text) {
        try {
            assertThat(Parser.parse(text).span().end()).isLessThanOrEqualTo(text.length());
        } catch (FilterException e) {
            assertThat(e.line()).isPositive();
        }
    }
}
