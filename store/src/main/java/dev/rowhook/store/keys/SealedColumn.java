package dev.rowhook.store.keys;

import dev.rowhook.core.AccountId;
import dev.rowhook.core.secret.SealedPlace;

import org.jooq.Field;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.TableField;
import org.jooq.impl.DSL;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/// A column of sealed values, and where each of them stands.
///
/// @param key tells the rows of an account apart, in the order of the primary key
/// @param row the id in the place of a value
/// @param name the name in its place, where one row id has several values
record SealedColumn(
        TableField<?, UUID> account,
        TableField<?, byte[]> value,
        List<Field<?>> key,
        Field<UUID> row,
        Function<Record, String> name) {

    SealedColumn {
        key = List.copyOf(key);
    }

    Table<?> table() {
        return Objects.requireNonNull(value.getTable());
    }

    /// The version of the data key that opens the value, which Postgres reads out of it.
    Field<Integer> keyVersion() {
        return DSL.field(
                DSL.name("rowhook", table().getName(), value.getName() + "_key_version"),
                Integer.class);
    }

    SealedPlace place(AccountId of, Record record) {
        return new SealedPlace(
                of, table().getName(), value.getName(), record.get(row), name.apply(record));
    }
}
