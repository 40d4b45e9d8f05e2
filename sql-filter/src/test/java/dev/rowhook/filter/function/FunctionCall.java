package dev.rowhook.filter.function;

import java.util.List;

/// A function as it is called here and in SQL.
///
/// @param sql the call with `$1`, `$2` and so on for its arguments, whose types come with them
/// @param result the name of the result's type
/// @param arguments the names of the arguments' types
record FunctionCall(String prosrc, String sql, String result, List<String> arguments) {
    FunctionCall {
        arguments = List.copyOf(arguments);
    }

    static FunctionCall of(String prosrc, String sql, String result, String... arguments) {
        return new FunctionCall(prosrc, sql, result, List.of(arguments));
    }

    /// The SQL with the texts as arguments.
    String with(List<String> texts) {
        StringBuilder call = new StringBuilder();
        int from = 0;
        for (int at = sql.indexOf('$'); at >= 0; at = sql.indexOf('$', from)) {
            int argument = sql.charAt(at + 1) - '1';
            call.append(sql, from, at)
                    .append(quoted(texts.get(argument)))
                    .append("::")
                    .append(arguments.get(argument));
            from = at + 2;
        }
        return call.append(sql, from, sql.length()).toString();
    }

    static String quoted(String text) {
        return "'" + text.replace("'", "''") + "'";
    }
}
