package dev.rowhook.filter.resolve;

/// A cast of the catalogue.
///
/// @param context where it is applied: `i`mplicitly, on `a`ssignment, `e`xplicitly
/// @param method by a `f`unction, by `i`nput and output, or not at all (`b`inary coercible)
/// @param arguments how many arguments the function takes: the second is the type's modifier, the
///   third whether the cast is explicit
record CastEntry(
        int from, int to, Context context, char method, String source, int arguments, String body) {

    /// How much a place wants a cast, from the least.
    enum Context {
        IMPLICIT,
        ASSIGNMENT,
        EXPLICIT;

        boolean allows(CastEntry cast) {
            return compareTo(cast.context) >= 0;
        }
    }

    static CastEntry of(String[] line) {
        Context context =
                switch (line[2]) {
                    case "i" -> Context.IMPLICIT;
                    case "a" -> Context.ASSIGNMENT;
                    default -> Context.EXPLICIT;
                };
        return new CastEntry(
                Integer.parseInt(line[0]),
                Integer.parseInt(line[1]),
                context,
                line[3].charAt(0),
                line[4],
                Integer.parseInt(line[5]),
                line[7]);
    }
}
