package dev.rowhook.dispatcher.message;

import java.util.Random;

/// Texts that are hard on quoting: every control character but NUL, quotes, all planes of Unicode.
final class RandomTexts {
    private static final String HARD = "\"\\'{}[],;:() \n\r\t/NULLnull%_";

    private RandomTexts() {}

    static String next(Random random, int maxLength) {
        StringBuilder text = new StringBuilder();
        int plainness = random.nextInt(4);
        for (int i = random.nextInt(maxLength + 1); i > 0; i--) {
            text.appendCodePoint(plainness > 0 ? 'a' + random.nextInt(26) : character(random));
        }
        return text.toString();
    }

    private static int character(Random random) {
        return switch (random.nextInt(5)) {
            case 0 -> HARD.charAt(random.nextInt(HARD.length()));
            case 1 -> 1 + random.nextInt(127);
            case 2 -> 0xA0 + random.nextInt(0x700);
            case 3 -> 0xE000 + random.nextInt(0x1000);
            default -> 0x1F300 + random.nextInt(0x300);
        };
    }
}
