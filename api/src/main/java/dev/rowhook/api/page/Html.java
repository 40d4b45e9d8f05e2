package dev.rowhook.api.page;

/// Markup of ours. Everything else that comes into a page is text, and is escaped.
record Html(String markup) {
    static final Html NONE = new Html("");

    /// Text as markup that shows it.
    static Html text(String text) {
        StringBuilder markup = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            switch (letter) {
                case '&' -> markup.append("&amp;");
                case '<' -> markup.append("&lt;");
                case '>' -> markup.append("&gt;");
                case '"' -> markup.append("&quot;");
                case '\'' -> markup.append("&#39;");
                default -> markup.append(letter);
            }
        }
        return new Html(markup.toString());
    }
}
