package dev.rowhook.filter.random;

import dev.rowhook.filter.random.Signatures.Signature;

import org.jspecify.annotations.Nullable;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/// Makes random expressions over a [RandomTable]: the whole language of filters, any operator of
/// Postgres and any function that filters can call.
///
/// Most are well typed. In some places a literal has no type of its own and must find it; in a few
/// stands a value of another type than is wanted, so that casts are found or the whole is refused.
/// The same seed makes the same expressions.
///
/// Each is written twice, see [GeneratedExpression]: in the query `old.x` reads from the row `old`,
/// a column alone from the row `new`, `action` is `act.action`, and `changed(x)` compares the texts
/// of both rows where `action` is `update`, and is true otherwise.
public final class ExpressionGenerator {
    private static final Signatures SIGNATURES = Signatures.load();
    private static final List<String> COMPARISONS = List.of("=", "<>", "!=", "<", "<=", ">", ">=");

    private final RandomTable table;
    private final Random random;
    private final List<String> types = Values.types();

    public ExpressionGenerator(RandomTable table, Random random) {
        this.table = table;
        this.random = random;
    }

    /// A condition, of at most so many levels.
    public GeneratedExpression condition(int depth) {
        return depth == 0 ? leaf("bool") : predicate(depth);
    }

    /// A value of any type.
    public GeneratedExpression value(int depth) {
        return value(anyType(), depth);
    }

    private String anyType() {
        // Columns are where the interest is.
        return random.nextBoolean()
                ? pick(table.typeNames())
                : types.get(random.nextInt(types.size()));
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private boolean oneIn(int count) {
        return random.nextInt(count) == 0;
    }

    private GeneratedExpression value(String type, int depth) {
        if (oneIn(40)) {
            return value(anyType(), depth);
        }
        if (depth <= 0) {
            return leaf(type);
        }
        if (type.equals("bool") && !oneIn(4)) {
            return predicate(depth);
        }
        if (oneIn(12)) {
            return modified(type, depth);
        }
        if (type.equals("text") && oneIn(4)) {
            return worded(depth);
        }
        return switch (random.nextInt(14)) {
            case 0, 1, 2 -> leaf(type);
            case 3, 4, 5, 6, 7 -> routine(type, depth);
            case 8 ->
                    GeneratedExpression.of("cast(@ as " + type + ")", value(anyType(), depth - 1));
            case 9 -> GeneratedExpression.of("(@)::" + type, value(castable(type), depth - 1));
            default -> choice(type, depth);
        };
    }

    /// A cast to a type with a length or a precision.
    private GeneratedExpression modified(String type, int depth) {
        String target =
                switch (type) {
                    case "numeric" -> pick(List.of("numeric(10,2)", "numeric(5)", "numeric(3,-1)"));
                    case "varchar" -> "varchar(" + (1 + random.nextInt(4)) + ")";
                    case "bpchar" -> "char(" + (1 + random.nextInt(4)) + ")";
                    case "bit" -> "bit(" + (1 + random.nextInt(4)) + ")";
                    case "varbit" -> "varbit(2)";
                    case "timestamp" -> "timestamp(" + random.nextInt(7) + ")";
                    case "timestamptz" -> "timestamp(3) with time zone";
                    case "time" -> "time(1)";
                    case "interval" -> "interval(2)";
                    case "text" -> pick(List.of("varchar(3)", "char(3)", "text"));
                    case "text[]" -> "varchar(2)[]";
                    case "numeric[]" -> "numeric(6,1)[]";
                    default -> type;
                };
        return GeneratedExpression.of("(@)::" + target, value(castable(type), depth - 1));
    }

    /// A function whose arguments stand between words.
    private GeneratedExpression worded(int depth) {
        GeneratedExpression text = value("text", depth - 1);
        GeneratedExpression other = value("text", depth - 1);
        GeneratedExpression number = value("int4", depth - 1);
        return switch (random.nextInt(6)) {
            case 0 ->
                    GeneratedExpression.of(
                            "substring(@ from @ for @)",
                            text,
                            number,
                            GeneratedExpression.same(Integer.toString(random.nextInt(5))));
            case 1 -> GeneratedExpression.of("substring(@ for @)", text, number);
            case 2 ->
                    GeneratedExpression.of(
                            "trim(" + pick(List.of("leading", "trailing", "both")) + " @ from @)",
                            other,
                            text);
            case 3 -> GeneratedExpression.of("position((@) in (@))::text", other, text);
            case 4 -> GeneratedExpression.of("overlay(@ placing @ from @)", text, other, number);
            default ->
                    GeneratedExpression.of(
                            "extract("
                                    + pick(List.of("year", "epoch", "dow", "microseconds"))
                                    + " from @)::text",
                            value(pick(List.of("date", "timestamp", "interval")), depth - 1));
        };
    }

    private String castable(String type) {
        return switch (type) {
            case "int2", "int4", "int8", "float4", "float8", "numeric" ->
                    pick(List.of("int2", "int4", "int8", "float4", "float8", "numeric", "text"));
            case "date", "timestamp", "timestamptz", "time" ->
                    pick(List.of("date", "timestamp", "timestamptz", "text"));
            default -> pick(List.of("text", "varchar", type));
        };
    }

    private GeneratedExpression leaf(String type) {
        if (type.equals("text") && oneIn(10)) {
            return new GeneratedExpression("action", "act.action");
        }
        List<String> columns = table.columnsOf(type);
        if (!columns.isEmpty() && random.nextInt(3) > 0) {
            return column(pick(columns));
        }
        return GeneratedExpression.same(
                random.nextInt(3) == 0
                        ? Literals.untyped(type, random)
                        : Literals.typed(type, random));
    }

    private GeneratedExpression column(String name) {
        String written = name.matches("[a-z0-9]+") && !oneIn(4) ? name : '"' + name + '"';
        String plain = '"' + name + '"' + asFiltersTakeIt(name);
        return switch (random.nextInt(6)) {
            case 0 -> new GeneratedExpression("old." + written, "old." + plain);
            case 1 -> new GeneratedExpression("new." + written, "new." + plain);
            case 2 -> new GeneratedExpression("cases." + written, "new." + plain);
            default -> new GeneratedExpression(written, "new." + plain);
        };
    }

    /// A domain is what it is made of.
    private String asFiltersTakeIt(String name) {
        boolean domain = table.domains().contains(name);
        return !domain ? "" : table.columnsOf("text").contains(name) ? "::text" : "::numeric";
    }

    private GeneratedExpression routine(String type, int depth) {
        List<Signature> signatures = SIGNATURES.yielding(type);
        if (signatures.isEmpty()) {
            return choice(type, depth);
        }
        Signature signature = pick(signatures);
        GeneratedExpression[] arguments =
                signature.arguments().stream()
                        .map(argument -> value(argument, depth - 1))
                        .toArray(GeneratedExpression[]::new);
        if (!signature.operator()) {
            // The names of some functions are keywords.
            return call('"' + signature.name() + '"', arguments);
        }
        return arguments.length == 1
                ? around("(" + signature.name() + " ", arguments[0], "", null)
                : around("(", arguments[0], " " + signature.name() + " ", arguments[1]);
    }

    private static GeneratedExpression call(String name, GeneratedExpression... arguments) {
        String holes =
                String.join(", ", IntStream.range(0, arguments.length).mapToObj(_ -> "@").toList());
        return GeneratedExpression.of(name + "(" + holes + ")", arguments);
    }

    // Operators hold the letter that marks a hole in a template.
    private static GeneratedExpression around(
            String before,
            GeneratedExpression left,
            String between,
            @Nullable GeneratedExpression right) {
        GeneratedExpression last = right == null ? GeneratedExpression.same("") : right;
        return new GeneratedExpression(
                before + left.filter() + between + last.filter() + ")",
                before + left.postgres() + between + last.postgres() + ")");
    }

    private GeneratedExpression choice(String type, int depth) {
        GeneratedExpression one = value(type, depth - 1);
        GeneratedExpression other = value(type, depth - 1);
        return switch (random.nextInt(7)) {
            case 0 -> GeneratedExpression.of("coalesce(@, @)", one, other);
            case 1 -> GeneratedExpression.of("greatest(@, @)", one, other);
            case 2 -> GeneratedExpression.of("least(@, @)", one, other);
            case 3 -> GeneratedExpression.of("nullif(@, @)", one, other);
            case 4 ->
                    GeneratedExpression.of(
                            "case when @ then @ else @ end", condition(depth - 1), one, other);
            case 5 ->
                    GeneratedExpression.of(
                            "case @ when @ then @ end",
                            value("int4", depth - 1),
                            value("int4", depth - 1),
                            one);
            default -> array(type, depth, one, other);
        };
    }

    private GeneratedExpression array(
            String type, int depth, GeneratedExpression one, GeneratedExpression other) {
        if (type.endsWith("[]")) {
            String element = type.substring(0, type.length() - 2);
            return GeneratedExpression.of(
                    "array[@, @]", value(element, depth - 1), value(element, depth - 1));
        }
        if (Values.types().contains(type + "[]")) {
            return GeneratedExpression.of(
                    "(@)[@]", value(type + "[]", depth - 1), value("int4", depth - 1));
        }
        return GeneratedExpression.of("(array[@, @])[1]", one, other);
    }

    private GeneratedExpression predicate(int depth) {
        int next = depth - 1;
        String type = anyType();
        String not = random.nextBoolean() ? "not " : "";
        return switch (random.nextInt(20)) {
            case 0, 1 -> GeneratedExpression.of("(@ and @)", condition(next), condition(next));
            case 2, 3 -> GeneratedExpression.of("(@ or @)", condition(next), condition(next));
            case 4 -> GeneratedExpression.of("(not @)", condition(next));
            case 5 -> GeneratedExpression.of("(@ is " + not + "null)", value(type, next));
            case 6 ->
                    GeneratedExpression.of(
                            "(@ is " + not + pick(List.of("true", "false", "unknown")) + ")",
                            condition(next));
            case 7 ->
                    GeneratedExpression.of(
                            "(@ is " + not + "distinct from @)",
                            value(type, next),
                            value(type, next));
            case 8, 9 ->
                    GeneratedExpression.of(
                            "(@ " + pick(COMPARISONS) + " @)",
                            value(type, next),
                            value(type, next));
            case 10 -> in(type, not, next);
            case 11 ->
                    GeneratedExpression.of(
                            "(@ " + not + "between " + (oneIn(3) ? "symmetric " : "") + "@ and @)",
                            value(type, next),
                            value(type, next),
                            value(type, next));
            case 12 -> pattern(not, next);
            case 13 -> over(next);
            case 14 -> changed();
            case 15 ->
                    GeneratedExpression.of(
                            "(@ " + pick(COMPARISONS) + " @ collate \"C\")",
                            value("text", next),
                            value("text", next));
            case 16 -> leaf("bool");
            default -> routine("bool", depth);
        };
    }

    private GeneratedExpression in(String type, String not, int depth) {
        GeneratedExpression[] parts =
                IntStream.range(0, 2 + random.nextInt(4))
                        .mapToObj(_ -> value(type, Math.min(depth, 1)))
                        .toArray(GeneratedExpression[]::new);
        String holes =
                String.join(", ", IntStream.range(1, parts.length).mapToObj(_ -> "@").toList());
        return GeneratedExpression.of("(@ " + not + "in (" + holes + "))", parts);
    }

    private GeneratedExpression pattern(String not, int depth) {
        String escape = oneIn(5) ? " escape '!'" : "";
        String kind = pick(List.of("like", "like", "ilike", "similar to"));
        GeneratedExpression pattern =
                oneIn(3)
                        ? value("text", depth)
                        : GeneratedExpression.same(
                                Literals.quoted(
                                        pick(
                                                List.of(
                                                        "%",
                                                        "a%", "%b%", "_", "a_c", "%\\%", "",
                                                        "é%"))));
        return GeneratedExpression.of(
                "(@ " + not + kind + " @" + escape + ")", value("text", depth), pattern);
    }

    private GeneratedExpression over(int depth) {
        String element = pick(List.of("int4", "text", "numeric", "mood", "uuid", "timestamp"));
        String operator = pick(COMPARISONS) + " " + pick(List.of("any", "some", "all"));
        return GeneratedExpression.of(
                "(@ " + operator + " (@))", value(element, depth), value(element + "[]", depth));
    }

    private GeneratedExpression changed() {
        String name = '"' + pick(table.table().columns()).name() + '"';
        return new GeneratedExpression(
                "changed(" + name + ")",
                "(act.action <> 'update' or new.%s::text is distinct from old.%s::text)"
                        .formatted(name, name));
    }
}
