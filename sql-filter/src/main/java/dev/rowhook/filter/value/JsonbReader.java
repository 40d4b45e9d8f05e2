package dev.rowhook.filter.value;

import dev.rowhook.filter.EvaluationException;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/// Makes values of `jsonb` of JSON texts.
final class JsonbReader {
    /// What `numeric` holds.
    private static final int DIGITS_BEFORE = 131_072;

    private static final int DIGITS_BEHIND = 16_383;

    /// The longest number that is looked at: reading one takes more than linear time.
    private static final int LENGTH = 200_000;

    private final String text;

    private JsonbReader(String text) {
        this.text = text;
    }

    static Jsonb read(String text) {
        return new JsonbReader(text).value(JsonParser.parse(text));
    }

    /// In loops, as all that goes down a JSON: streams would take ten times the stack.
    private Jsonb value(JsonText parsed) {
        return switch (parsed) {
            case JsonText.Null _ -> new Jsonb.Null();
            case JsonText.Bool bool -> new Jsonb.Bool(bool.value());
            case JsonText.Numeral(int start, int end) -> number(text.substring(start, end));
            case JsonText.Text string -> new Jsonb.Text(string.value());
            case JsonText.Array array -> {
                List<Jsonb> elements = new ArrayList<>(array.elements().size());
                for (JsonText element : array.elements()) {
                    elements.add(value(element));
                }
                yield new Jsonb.Array(elements);
            }
            case JsonText.Members object -> {
                SortedMap<String, Jsonb> members = new TreeMap<>(JsonKeys.ORDER);
                for (JsonText.Member member : object.members()) {
                    members.put(member.name(), value(member.value()));
                }
                yield new Jsonb.Members(members);
            }
        };
    }

    private static Jsonb number(String digits) {
        if (digits.length() > LENGTH) {
            throw new EvaluationException("0A000", "a number is too long for a filter");
        }
        try {
            BigDecimal number = new BigDecimal(digits);
            int scale = Math.max(0, number.scale());
            boolean fits =
                    number.signum() == 0
                            || (long) number.precision() - number.scale() <= DIGITS_BEFORE;
            if (fits && scale <= DIGITS_BEHIND) {
                // A large exponent stays one: its zeros would take the room of a thousand values.
                return new Jsonb.Numeral(number);
            }
        } catch (NumberFormatException _) {
            // An exponent beyond all bounds: out of range as well.
        }
        throw new EvaluationException("22003", "value overflows numeric format");
    }
}
