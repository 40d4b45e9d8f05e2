package dev.rowhook.filter.function.time;

import dev.rowhook.filter.function.FunctionTable;
import dev.rowhook.filter.function.Implementation;
import dev.rowhook.filter.function.Site;
import dev.rowhook.filter.function.UnsupportedCallException;

import java.util.Locale;
import java.util.Set;

/// `at time zone` with UTC. The rules of other zones change from one release of their database to
/// the next.
public final class ZoneFunctions {
    private static final Set<String> UTC = Set.of("utc", "gmt", "z", "etc/utc");

    private ZoneFunctions() {}

    public static void addTo(FunctionTable table) {
        table.make("timestamp_zone", ZoneFunctions::at);
        table.make("timestamptz_zone", ZoneFunctions::at);
    }

    private static Implementation at(Site site) throws UnsupportedCallException {
        if (site.constants().getFirst() instanceof String zone
                && UTC.contains(zone.toLowerCase(Locale.ROOT))) {
            return arguments -> arguments[1];
        }
        throw new UnsupportedCallException("of time zones a filter knows 'UTC' only");
    }
}
