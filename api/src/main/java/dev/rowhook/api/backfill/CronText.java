package dev.rowhook.api.backfill;

import dev.rowhook.api.request.FieldReader;
import dev.rowhook.api.request.InvalidFieldException;
import dev.rowhook.api.request.Readers;

import org.quartz.CronExpression;

import java.text.ParseException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Date;
import java.util.Optional;
import java.util.TimeZone;
import java.util.regex.Pattern;

/// Cron expressions of Quartz in a time zone.
final class CronText {
    private static final int MAX_LENGTH = 200;
    private static final int MAX_ZONE = 60;

    /// One second of a minute: it fires once a minute at most.
    private static final Pattern ONE_SECOND = Pattern.compile("[ \\t]*[0-5]?[0-9][ \\t].*");

    /// Quartz writes ranges out: one of years up to a billion would fill the heap.
    private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{5}");

    private CronText() {}

    /// @param kept one that is there already: its time may be over
    static FieldReader<String> reader(Optional<String> kept, Instant now) {
        return Readers.text(MAX_LENGTH)
                .then(text -> {
                    CronExpression cron = parse(text);
                    if (!ONE_SECOND.matcher(text).matches()) {
                        throw new InvalidFieldException(
                                "too_often",
                                "It may fire once a minute at most: the first field, the seconds,"
                                        + " has to be one number from 0 to 59.");
                    }
                    if (!kept.equals(Optional.of(text)) && next(cron, now).isEmpty()) {
                        throw new InvalidFieldException("never_fires", "It never fires.");
                    }
                    return text;
                });
    }

    private static CronExpression parse(String text) throws InvalidFieldException {
        try {
            if (!LONG_NUMBER.matcher(text).find()) {
                return new CronExpression(text);
            }
        } catch (ParseException | RuntimeException _) {
            // Its message repeats the text, and is not always one for people.
        }
        throw new InvalidFieldException(
                "invalid_cron",
                "Expected a cron expression of Quartz: seconds, minutes, hours, day of month,"
                        + " month, day of week (one of the two days is ?) and perhaps a year,"
                        + " such as 0 30 4 ? * MON-FRI.");
    }

    /// Names of the IANA database.
    static FieldReader<String> zones() {
        return Readers.text(MAX_ZONE)
                .then(name -> {
                    if (!ZoneId.getAvailableZoneIds().contains(name)) {
                        throw new InvalidFieldException(
                                "invalid_time_zone",
                                "Expected a time zone such as UTC or Europe/Berlin.");
                    }
                    return name;
                });
    }

    /// When it fires for the first time after `time`, if it ever does.
    static Optional<Instant> next(String text, String zone, Instant time) {
        try {
            CronExpression cron = new CronExpression(text);
            cron.setTimeZone(TimeZone.getTimeZone(ZoneId.of(zone)));
            return next(cron, time);
        } catch (ParseException e) {
            throw new IllegalStateException("a cron expression was checked and is none", e);
        }
    }

    private static Optional<Instant> next(CronExpression cron, Instant time) {
        return Optional.ofNullable(cron.getNextValidTimeAfter(Date.from(time)))
                .map(Date::toInstant);
    }
}
