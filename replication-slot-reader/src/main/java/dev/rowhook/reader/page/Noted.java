package dev.rowhook.reader.page;

import dev.rowhook.core.change.Tuple;

import java.util.Optional;

/// The newest change of a row that the stream has brought.
///
/// @param xid the lower half of the id of its transaction
/// @param newest the row as it is now, if the sink does not get the change; empty if it does, or if
///   the row is gone
/// @param isFillable whether what `newest` leaves unchanged is as in a page that does not see the
///   change; else the sink has it from a change before
record Noted(int xid, Optional<Tuple> newest, boolean isFillable) {

    /// The sink gets the change, or there is no row any more.
    static Noted settled(int xid) {
        return new Noted(xid, Optional.empty(), false);
    }

    /// The sink does not get the change.
    ///
    /// @param before what was noted of the row
    static Noted kept(int xid, Tuple row, Optional<Noted> before) {
        if (before.isEmpty()) {
            return new Noted(xid, Optional.of(row), true);
        }
        Optional<Tuple> known = before.get().newest();
        Tuple newest = known.map(row::completedFrom).orElse(row);
        return new Noted(xid, Optional.of(newest), known.isPresent() && before.get().isFillable());
    }

    /// At least so many bytes it keeps.
    int bytes() {
        return newest.map(row -> row.bytes().length).orElse(0);
    }
}
